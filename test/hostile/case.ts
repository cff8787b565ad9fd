import type { Hostile } from './project.ts';

export interface HostileCase {
  readonly files: Readonly<Record<string, Hostile>>;
  /** The code of the error, or `clean` when the units are as they should be. */
  readonly ends: string;
}

/** A config of one environment. */
export const config = (services: unknown, more: object = {}): Readonly<Record<string, string>> => ({
  'tsm.config.json': JSON.stringify({
    project: 'shop',
    services,
    environments: { production: { root: '/srv/shop' } },
    ...more,
  }),
});

export const GLOB = config('services/*.tsm');
export const GOOD = 'TSM_COMMAND="node x.js"\n';

/** A project of one service file. */
export const tsm = (file: Hostile, name = 'shop'): HostileCase['files'] => ({
  ...GLOB,
  [`services/${name}.tsm`]: file,
});

export const binary = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256);
