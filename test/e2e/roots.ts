import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Debian releases by the systemd they have; `newest` is whatever there is today. */
const RELEASES: Readonly<Record<string, string>> = {
  247: 'bullseye',
  252: 'bookworm',
  257: 'trixie',
  newest: 'sid',
};

const PACKAGES =
  'systemd systemd-sysv libpam-systemd dbus dbus-user-session curl procps iproute2 python3 strace'.split(' ');

/** A root directory with this systemd, made once by debootstrap and kept in the user's cache. */
export async function preparedRoot(systemd: string): Promise<string> {
  const release = RELEASES[systemd];
  if (release === undefined)
    throw new Error(`no release with systemd ${systemd}: there are ${Object.keys(RELEASES).join(', ')}`);
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tsm', 'roots');
  // One that was made of another list of packages is another root.
  const root = join(cache, `${release}-${crc32(PACKAGES.join(' ')).toString(16)}`);
  if (existsSync(root)) return root;
  process.stderr.write(`Making a root directory with systemd ${systemd} (${release}) in ${root}\n`);
  // Renamed when complete, so that an interrupted one is not taken for a root.
  const partial = `${root}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await execa('debootstrap', ['--variant=minbase', `--include=${PACKAGES.join(',')}`, release, partial], {
    stdout: 2,
    stderr: 2,
  });
  await rename(partial, root);
  return root;
}
