// [I/O] What this computer must have to boot machines.
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Programs, with the Debian package that has each. `dbus-daemon` runs inside, from the copy of this root. */
const PROGRAMS = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  'systemd-nspawn': 'systemd-container',
  'dbus-daemon': 'dbus',
} as const;

export interface MissingForMachine {
  /** Machines need mounts and namespaces, which only root may make. */
  readonly root: boolean;
  readonly programs: readonly string[];
  /** What to install on Debian and Ubuntu to have the programs. */
  readonly packages: readonly string[];
}

/** undefined when machines can be booted here. */
export async function missingForMachine(): Promise<MissingForMachine | undefined> {
  const root = process.getuid?.() !== 0;
  const programs: string[] = [];
  const packages = new Set<string>();
  for (const [program, source] of Object.entries(PROGRAMS)) {
    if (await isInstalled(program)) continue;
    programs.push(program);
    packages.add(source);
  }
  return root || programs.length > 0 ? { root, programs, packages: [...packages] } : undefined;
}

/** Looks where system tools are, also when the caller's PATH leaves the sbin directories out. */
async function isInstalled(program: string): Promise<boolean> {
  const found = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].map((directory) =>
    access(join(directory, program), constants.X_OK),
  );
  return Promise.any(found).then(
    () => true,
    () => false,
  );
}
