// [I/O] What this computer must have to boot machines.
import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A family of distributions: how packages are installed there. */
type Family = 'debian' | 'fedora' | 'suse' | 'arch';

const INSTALL: Readonly<Record<Family, string>> = {
  debian: 'apt-get install --yes --no-install-recommends',
  fedora: 'dnf install --assumeyes',
  suse: 'zypper --non-interactive install',
  arch: 'pacman --sync --needed --noconfirm',
};

/** Programs, any of each line, with the package that has it. The bus runs inside, from the copy of this root. */
const PROGRAMS: readonly (Readonly<Record<Family, string>> & { readonly any: readonly string[] })[] = [
  {
    any: ['unshare'],
    debian: 'util-linux',
    fedora: 'util-linux-core',
    suse: 'util-linux',
    arch: 'util-linux',
  },
  {
    any: ['nsenter'],
    debian: 'util-linux',
    fedora: 'util-linux-core',
    suse: 'util-linux',
    arch: 'util-linux',
  },
  {
    any: ['systemd-nspawn'],
    debian: 'systemd-container',
    fedora: 'systemd-container',
    suse: 'systemd-container',
    arch: 'systemd',
  },
  {
    any: ['dbus-daemon', 'dbus-broker-launch'],
    debian: 'dbus',
    fedora: 'dbus-broker',
    suse: 'dbus-broker',
    arch: 'dbus-broker',
  },
];

export interface MissingForMachine {
  /** Machines need mounts and namespaces, which only root may make. */
  readonly root: boolean;
  readonly programs: readonly string[];
  /** What to install to have the programs, and how; none and undefined on a distribution that is not known. */
  readonly packages: readonly string[];
  readonly command: string | undefined;
}

/** undefined when machines can be booted here. */
export async function missingForMachine(): Promise<MissingForMachine | undefined> {
  const root = process.getuid?.() !== 0;
  const found = await Promise.all(
    PROGRAMS.map(async ({ any }) => (await Promise.all(any.map(isInstalled))).some(Boolean)),
  );
  const missing = PROGRAMS.filter((_, at) => found[at] !== true);
  if (!root && missing.length === 0) return undefined;
  const family = await familyOf();
  const packages = family === undefined ? [] : [...new Set(missing.map((one) => one[family]))];
  const programs = missing.map(({ any }) => any[0] ?? '');
  const command =
    family === undefined ? undefined : `${root ? 'sudo ' : ''}${INSTALL[family]} ${packages.join(' ')}`;
  return { root, programs, packages, command };
}

/** os-release(5): the name of the distribution, then of those that it is like. */
async function familyOf(): Promise<Family | undefined> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const names = [...text.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, ids = '']) =>
    ids.split(' '),
  );
  return names.map((name) => FAMILIES[name]).find((family) => family !== undefined);
}

const FAMILIES: Readonly<Record<string, Family | undefined>> = {
  debian: 'debian',
  ubuntu: 'debian',
  fedora: 'fedora',
  rhel: 'fedora',
  centos: 'fedora',
  suse: 'suse',
  opensuse: 'suse',
  arch: 'arch',
};

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
