import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { CommittedPorts } from '../config/sources.ts';
import type { Port } from './service.ts';

/** A port as it is wished for: one number, or the first free one of a range. */
export interface PortWish {
  readonly from: number;
  readonly to: number;
  /** A number that was written and not a wish. */
  readonly fixed: boolean;
}

export interface PortClaim {
  readonly environment: string;
  readonly service: string;
  readonly wish: PortWish;
  readonly protocol: Port['protocol'];
  readonly at: Place;
}

const AUTO: PortWish = { from: 8000, to: 8999, fixed: false };
const HIGHEST = 65535;

/** `4444`, `8000+`, `auto` or nothing at all. */
export function readPortWish(written: string | number): PortWish | undefined {
  const text = String(written).trim();
  if (text === '' || text === 'auto') return AUTO;
  const [, digits, open] = /^([1-9]\d{0,4})(\+?)$/.exec(text) ?? [];
  const from = Number(digits ?? 0);
  return from >= 1 && from <= HIGHEST
    ? { from, to: open === '+' ? HIGHEST : from, fixed: open === '' }
    : undefined;
}

/** `9229:tcp:debug`, with protocol and name left out at will. */
export function readPort(written: string): Port | undefined {
  const [, digits, protocol = 'tcp', name] =
    /^([1-9]\d{0,4})(?::(http|tcp|udp))?(?::([\w-]+))?$/.exec(written.trim()) ?? [];
  const number = Number(digits ?? 0);
  if (number < 1 || number > HIGHEST) return undefined;
  return { number, protocol: protocol as Port['protocol'], ...(name === undefined ? {} : { name }) };
}

export interface Allocation {
  /** `environment/service` → port. */
  readonly ports: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

export const claimKey = (environment: string, service: string): string => `${environment}/${service}`;

/**
 * Gives every wish a port, over all environments together: fixed numbers first, then what the committed
 * manifests say, then the lowest free one by environment and service name. So a port moves only when it must.
 */
export function allocatePorts(claims: readonly PortClaim[], committed: CommittedPorts): Allocation {
  const taken = new Map<string, PortClaim>();
  const ports = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  const take = (claim: PortClaim, port: number): void => {
    taken.set(slot(claim, port), claim);
    if (!ports.has(claimKey(claim.environment, claim.service)))
      ports.set(claimKey(claim.environment, claim.service), port);
  };
  for (const claim of claims.filter(isFixed)) {
    const other = taken.get(slot(claim, claim.wish.from));
    if (other === undefined) take(claim, claim.wish.from);
    else
      diagnostics.push(
        diagnostic(
          'port-conflict',
          claim.at,
          { port: claim.wish.from, one: nameOf(other), other: nameOf(claim) },
          other.at,
        ),
      );
  }
  const open = claims.filter((claim) => !isFixed(claim)).toSorted(byName);
  const free = new Map<string, number>();
  for (const claim of open.filter((one) => !isKept(one, committed, taken, take))) {
    const port = firstFree(claim, taken, free);
    if (port === undefined) diagnostics.push(diagnostic('port-exhausted', claim.at, claim.wish));
    else take(claim, port);
    const before = committedPort(claim, committed);
    if (port !== undefined && before !== undefined)
      diagnostics.push(
        diagnostic('port-moved', claim.at, { service: nameOf(claim), from: before, to: port }),
      );
  }
  return { ports, diagnostics };
}

const isFixed = ({ wish }: PortClaim): boolean => wish.fixed;
const nameOf = ({ environment, service }: PortClaim): string => `${service} in @${environment}`;
const committedPort = (claim: PortClaim, committed: CommittedPorts): number | undefined =>
  committed.get(claim.environment)?.get(claim.service);

/** TCP and UDP ports are different things; http is TCP. */
const slot = ({ protocol }: PortClaim, port: number): string =>
  `${protocol === 'udp' ? 'udp' : 'tcp'}:${port}`;

function byName(a: PortClaim, b: PortClaim): number {
  const [one, other] = [claimKey(a.environment, a.service), claimKey(b.environment, b.service)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function isKept(
  claim: PortClaim,
  committed: CommittedPorts,
  taken: ReadonlyMap<string, PortClaim>,
  take: (claim: PortClaim, port: number) => void,
): boolean {
  const port = committedPort(claim, committed);
  if (port === undefined || port < claim.wish.from || port > claim.wish.to || taken.has(slot(claim, port)))
    return false;
  take(claim, port);
  return true;
}

/** Ports are taken and never given back, so who wishes for the same looks on from where the last one found its own. */
function firstFree(
  claim: PortClaim,
  taken: ReadonlyMap<string, PortClaim>,
  free: Map<string, number>,
): number | undefined {
  const wish = slot(claim, claim.wish.from);
  for (let port = free.get(wish) ?? claim.wish.from; port <= claim.wish.to; port++) {
    if (taken.has(slot(claim, port))) continue;
    free.set(wish, port);
    return port;
  }
  return undefined;
}
