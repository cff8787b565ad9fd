import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import type { Line, Sheet } from './sheet.ts';
import { triggersOf } from './trigger.ts';

/** The kernel refuses low ports to those who lack the capability: ordinary users, and root in a sandbox. A socket is opened by systemd. */
export function checkPort(service: Service, sheet: Sheet): void {
  const { user, environment } = service;
  const low = lowPorts(service);
  if (low.length === 0 || triggersOf(service).some(({ type }) => type === 'socket')) return;
  const ambient = holdsCapability(sheet.lines, 'AmbientCapabilities') ?? false;
  const bounding = holdsCapability(sheet.lines, 'CapabilityBoundingSet') ?? true;
  if (bounding && (ambient || user === 'root')) return;
  for (const { port, at } of low)
    sheet.diagnostics.push(
      diagnostic('port-needs-capability', at, { port, user: user ?? `of ${environment.name}` }),
    );
}

const lowPorts = ({
  port,
  ports,
  placeOf,
}: Service): readonly { readonly port: number; readonly at: Place }[] =>
  [
    ...(port === undefined ? [] : [{ port, at: placeOf(['port']) }]),
    ...ports.map(({ number }, index) => ({ port: number, at: placeOf(['ports', index]) })),
  ].filter((one) => one.port < 1024);

/** systemd.exec(5): lines add up, `~` takes away from all there are, an empty one clears. Nothing where no line says it. */
function holdsCapability(lines: readonly Line[], key: string): boolean | undefined {
  const values = lines.filter((line) => line.key === key).map(({ value }) => value);
  if (values.length === 0) return undefined;
  return values.some((value) => value.includes(CAPABILITY) !== value.startsWith('~') && value !== '');
}

const CAPABILITY = 'CAP_NET_BIND_SERVICE';
