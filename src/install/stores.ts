// [I/O] Which stores there are, and what kind of host it is. Light, since every look at a host begins here.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { linkText } from './durable.ts';
import { hostPaths, storeRoot, type HostContext, type HostPaths } from './paths.ts';

/** Whose stores are looked for, beside those of the system. */
export interface Caller {
  readonly home: string;
  readonly runtime: string;
}

/** Where all environments lie that were ever installed, by scope and base. */
export const storesOf = (caller: Caller): readonly HostPaths[] =>
  (['system', 'user'] as const).flatMap((scope) => {
    const context: HostContext = {
      scope,
      home: caller.home,
      runtime: caller.runtime,
      localLibAtBoot: isLocalLibAtBoot(),
    };
    return folders(storeRoot(context)).map((base) => hostPaths(context, base));
  });

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Links behind a mount of their own are not there yet when systemd builds the boot transaction. */
export function isLocalLibAtBoot(): boolean {
  const device = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.dev;
  const local = device('/usr/local/lib') ?? device('/usr/local') ?? device('/usr');
  return local === device('/') || local === device('/usr');
}

/** The generation that `current` points at. */
export function currentGeneration(paths: HostPaths): number | undefined {
  const target = linkText(paths.current);
  const number = Number(/^generations\/(\d+)$/.exec(target ?? '')?.[1]);
  return Number.isInteger(number) ? number : undefined;
}

/** Whether systemd is PID 1: sd_booted(3). */
export const isBooted = (): boolean => existsSync('/run/systemd/system');
