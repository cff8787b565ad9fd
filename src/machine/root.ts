// [I/O] The root directory of a machine before it boots: what is in it, and what must not be.
import { execa } from 'execa';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MachineError } from './machine-error.ts';

/**
 * Takes away what would start the original's own services, look for its disks or write into its journal. Units that come with
 * systemd itself lie in /usr and stay.
 */
export async function prepareRoot(root: string): Promise<void> {
  const units = join(root, 'etc/systemd/system');
  await mkdir(units, { recursive: true });
  const started = (await readdir(units)).filter((name) => /\.(wants|requires)$/.test(name));
  const removed = [...started.map((name) => join(units, name)), ...REMOVED.map((path) => join(root, path))];
  await Promise.all(removed.map((path) => rm(path, { recursive: true, force: true })));
  // An empty id would mean a first boot, which enables what the distribution's presets say (man machine-id).
  await writeFile(join(root, 'etc/machine-id'), `${randomBytes(16).toString('hex')}\n`);
}

/** Disks, old-style services by runlevel, cloud images' set-up, a journal on disk. */
const REMOVED = [
  'etc/fstab',
  'etc/crypttab',
  ...['0', '1', '2', '3', '4', '5', '6', 'S'].map((level) => `etc/rc${level}.d`),
  'etc/systemd/system/default.target',
  'usr/lib/systemd/system-generators/cloud-init-generator',
  'var/log/journal',
];

/** The version of the systemd that is installed in a root directory. */
export async function installedSystemd(root: string): Promise<number> {
  const { stdout, stderr } = await execa('chroot', [root, 'systemctl', '--version'], { reject: false });
  const digits = /^systemd (\d+)/.exec(stdout ?? '')?.[1];
  if (digits === undefined) throw new MachineError('there is no systemd to boot', stderr ?? '');
  return Number(digits);
}
