// [I/O] The ports that units declare, and who listens on them.
import type { Manifest } from '../bundle/manifest.ts';
import type { SystemState } from '../install/observe.ts';
import type { StoredBundle } from '../install/store.ts';
import { holdersOf, listeningSockets, listensItself } from './listening.ts';
import { parseUnit } from '../unit/parse.ts';
import { isHeldForIt, membersOf } from './members.ts';
import type { ListeningSocket } from './sockets.ts';
import type { PortStatus } from './status.ts';

type UnitEntry = Manifest['units'][string];

/** All sockets that listen now; none where no unit declares a port, since the kernel takes its time to list them. */
export const socketsFor = ({ units }: Manifest): readonly ListeningSocket[] =>
  Object.values(units).some((entry) => declaredPorts(entry).length > 0) ? listeningSockets() : [];

/**
 * By unit. `seen` may be of a moment before systemd said what runs: where they leave something to be desired of a unit that
 * runs, those of now decide, since it has had the time to listen.
 */
export function portsOf(
  bundle: StoredBundle,
  system: SystemState,
  seen: readonly ListeningSocket[],
): ReadonlyMap<string, readonly PortStatus[]> {
  const among = (sockets: readonly ListeningSocket[]): ReadonlyMap<string, readonly PortStatus[]> =>
    new Map(
      Object.entries(bundle.manifest.units)
        .map(([unit, entry]) => [unit, declaredPorts(entry)] as const)
        .filter(([, declared]) => declared.length > 0)
        .map(([unit, declared]) => [
          unit,
          declared.map((one) => portStatus(one, unit, bundle, system, sockets)),
        ]),
    );
  const found = among(seen);
  const isSure = [...found].every(
    ([unit, ports]) =>
      system.units.get(unit)?.activeState !== 'active' || ports.every(({ listening }) => listening === 'yes'),
  );
  return new Map([...(isSure ? found : among(listeningSockets())), ...heldFromSockets(bundle, system)]);
}

/** Of socket units that systemd could not listen for: who has what they were to have. */
function heldFromSockets(
  bundle: StoredBundle,
  { units }: SystemState,
): readonly (readonly [string, readonly PortStatus[]])[] {
  const failed = membersOf(bundle).filter(
    (unit) => unit.endsWith('.socket') && units.get(unit)?.activeState === 'failed',
  );
  return failed.flatMap((unit) => {
    const wanted = new Set(portsOfSocket(bundle.files.get(unit) ?? ''));
    const held = [...holdersOf(wanted)].map(([number, holder]): PortStatus => ({
      number,
      protocol: 'tcp',
      listening: 'other',
      holder,
    }));
    return held.length === 0 ? [] : [[unit, held] as const];
  });
}

/** systemd.socket(5): `8080`, `127.0.0.1:8080`, `[::1]:8080`; a path or a name has none. */
const portsOfSocket = (text: string): readonly number[] =>
  (parseUnit(text).sections.get('Socket')?.get('ListenStream') ?? []).flatMap(({ value }) => {
    const port = /^(?:[\d.]+:|\[[^\]]*\]:|\*:)?(\d+)$/.exec(value)?.[1];
    return port === undefined ? [] : [Number(port)];
  });

const declaredPorts = ({ port, ports = [] }: UnitEntry): readonly { number: number; protocol: string }[] => [
  ...(port === undefined || ports.some(({ number }) => number === port)
    ? []
    : [{ number: port, protocol: 'tcp' }]),
  ...ports,
];

function portStatus(
  { number, protocol }: { number: number; protocol: string },
  unit: string,
  bundle: StoredBundle,
  system: SystemState,
  sockets: readonly ListeningSocket[],
): PortStatus {
  const kind = protocol === 'udp' ? 'udp' : 'tcp';
  const group = system.units.get(unit)?.controlGroup ?? '';
  const taken = sockets.some((socket) => socket.port === number && socket.protocol === kind);
  const found = listensItself(number, kind, group, sockets);
  // Without processes of its own, whoever listens is somebody else.
  const other = found === 'unknown' && group === '' ? 'other' : found;
  const listening = taken && isHeldForIt(unit, bundle, system) ? 'yes' : other;
  const holder = listening === 'other' ? (holdersOf(new Set([number])).get(number) ?? null) : null;
  return { number, protocol: kind, listening, holder };
}
