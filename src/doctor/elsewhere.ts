// [I/O] Whether a service listens, but not on the port that is its own.
import { listeningSockets, portsListenedOn } from '../host/listening.ts';
import type { PortStatus } from '../host/status.ts';
import type { UnitState } from '../systemd/service-manager.ts';

/** What a service listens on in place of its own port. */
export interface Elsewhere {
  readonly wanted: number;
  /** TCP ports that its definition does not name, the lowest first. */
  readonly found: readonly number[];
}

/** While it still starts, a program may open one port before another: a health check waits for that, and so do we. */
const TIME_TO_START = 5000;

/** Nothing for a port that is listened on, or where we may not see; UDP sockets of clients look like those of servers. */
export function observeElsewhere(
  port: number | undefined,
  ports: readonly PortStatus[],
  state: UnitState,
  now: number,
  listenedOn = (group: string) => portsListenedOn(group, listeningSockets()),
): Elsewhere | undefined {
  const own = ports.find(({ number, protocol }) => number === port && protocol === 'tcp');
  if (own === undefined || !/^(?:no|other)$/.test(own.listening) || !isAwake(state, now)) return undefined;
  const declared = ports.map(({ number }) => number);
  const found = listenedOn(state.controlGroup).filter((one) => !declared.includes(one));
  return found.length === 0 ? undefined : { wanted: own.number, found };
}

const isAwake = ({ activeState, mainPid, mainStartedAt }: UnitState, now: number): boolean =>
  mainPid !== 0 &&
  (activeState === 'active' || (activeState === 'activating' && now - mainStartedAt >= TIME_TO_START));
