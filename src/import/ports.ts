import type { WrittenService } from '../config/written.ts';

/** A number that a port can have. */
export function portNumber(value: unknown): number | undefined {
  const text = String(value).trim();
  const number = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : undefined;
}

/** What a service needs that listens below 1024 and is not root. */
export const lowPortUnit = (port: number | string | undefined): WrittenService =>
  Number.parseInt(String(port), 10) < 1024
    ? {
        unit: {
          Service: {
            AmbientCapabilities: 'CAP_NET_BIND_SERVICE',
            CapabilityBoundingSet: 'CAP_NET_BIND_SERVICE',
          },
        },
      }
    : {};

/** Ports that services have already, each of which can be had once on a host. */
export class PortBook {
  private readonly taken = new Set<number>();

  /** The port itself, or as a wish for the next free one when somebody has it. */
  take(port: number): number | string {
    if (this.taken.has(port)) return `${port}+`;
    this.taken.add(port);
    return port;
  }
}
