// [I/O] The root directory of a machine before it boots: what is in it, and what must not be.
import { execa } from 'execa';
import { randomBytes } from 'node:crypto';
import { MachineError } from './machine-error.ts';

/**
 * Takes away what would start the original's own services, look for its disks or write into its journal. Units that come with
 * systemd itself lie in /usr and stay. Done by programs inside the root: seen from outside, an absolute link in it
 * leads to this machine.
 */
export async function prepareRoot(root: string): Promise<void> {
  const id = randomBytes(16).toString('hex');
  const { failed, stderr, shortMessage } = await execa(
    'chroot',
    [root, '/bin/sh', '-c', PREPARE, 'prepare', id],
    {
      reject: false,
      stdin: 'ignore',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      extendEnv: false,
    },
  );
  if (failed) throw new MachineError('cannot prepare the root of a machine', stderr || (shortMessage ?? ''));
}

/**
 * Disks, old-style services by runlevel, cloud images' set-up, a journal on disk. An empty id would mean a first boot, which
 * enables what the distribution's presets say (man machine-id).
 */
const PREPARE = `
set -e
mkdir -p /etc/systemd/system
rm -rf /etc/systemd/system/*.wants /etc/systemd/system/*.requires /etc/systemd/system/default.target
rm -rf /etc/fstab /etc/crypttab /etc/rc[0-6S].d /var/log/journal
rm -rf /usr/lib/systemd/system-generators/cloud-init-generator
rm -f /etc/machine-id
echo "$1" >/etc/machine-id
`;

/** The version of the systemd that is installed in a root directory. */
export async function installedSystemd(root: string): Promise<number> {
  const { stdout, stderr } = await execa('chroot', [root, 'systemctl', '--version'], { reject: false });
  const digits = /^systemd (\d+)/.exec(stdout ?? '')?.[1];
  if (digits === undefined) throw new MachineError('there is no systemd to boot', stderr ?? '');
  return Number(digits);
}
