import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Machine } from '../../src/machine/machine.ts';

const LINKS = '/usr/local/lib/systemd/system';

/** What is used of a bundle's tsm.json. */
interface Manifest {
  readonly base: string;
  readonly target: string;
  readonly files: readonly string[];
  readonly units: Readonly<Record<string, { readonly autostart?: boolean }>>;
}

/**
 * Puts a generated bundle on a machine as the installer does it, but without its checks, which know of hosts and would take their
 * time with hundreds of units: the store, one link per unit, `.wants` links for what starts by itself, users, directories, one
 * daemon-reload. Nothing is started.
 */
export async function putIntoService(machine: Machine, bundle: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(resolve(bundle, 'tsm.json'), 'utf8')) as Manifest;
  const { base, files } = manifest;
  await mkdir(join(machine.root, `/etc/tsm/${base}/secrets`), { recursive: true, mode: 0o700 });
  await cp(bundle, join(machine.root, `/etc/tsm/${base}/generations/1`), { recursive: true });
  await link(machine, `/etc/tsm/${base}/current`, 'generations/1');
  for (const unit of files.filter((file) => /^[^/]+\.(service|socket|timer|path|slice|target)$/.test(file))) {
    await link(machine, `${LINKS}/${unit}`, `/etc/tsm/${base}/current/${unit}`);
    if (unit === manifest.target || manifest.units[unit]?.autostart === true)
      await enable(machine, bundle, unit);
  }
  for (const kind of ['sysusers', 'tmpfiles'])
    if (files.includes(`${kind}.conf`)) await apply(machine, base, kind, join(bundle, `${kind}.conf`));
  await succeed(machine, ['systemctl', 'daemon-reload']);
  return manifest;
}

async function enable(machine: Machine, bundle: string, unit: string): Promise<void> {
  const text = await readFile(join(bundle, unit), 'utf8');
  const wantedBy = [...text.matchAll(/^WantedBy=(.*)$/gm)].flatMap(([, names = '']) => names.split(' '));
  for (const target of wantedBy)
    await link(machine, `/etc/systemd/system/${target}.wants/${unit}`, `${LINKS}/${unit}`);
}

async function apply(machine: Machine, base: string, kind: string, file: string): Promise<void> {
  const place = `/etc/${kind}.d/tsm-${base}.conf`;
  await mkdir(join(machine.root, dirname(place)), { recursive: true });
  await cp(file, join(machine.root, place));
  await succeed(
    machine,
    kind === 'sysusers' ? ['systemd-sysusers', place] : ['systemd-tmpfiles', '--create', place],
  );
}

async function link(machine: Machine, path: string, target: string): Promise<void> {
  await mkdir(join(machine.root, dirname(path)), { recursive: true });
  await symlink(target, join(machine.root, path));
}

/** Runs a program that must succeed, and gives what it printed. */
export async function succeed(machine: Machine, argv: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await machine.run(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')}: exit code ${code}\n${stderr}`);
  return stdout;
}

/**
 * What `loginctl enable-linger` does: a file, and the user's manager. logind 257 itself refuses with EUNATCH where controllers are
 * in hierarchies of version 1.
 */
export async function enableLinger(machine: Machine, user: string): Promise<void> {
  const { code, stderr } = await machine.run(['loginctl', 'enable-linger', user]);
  if (code === 0) return;
  if (!stderr.includes('Protocol driver not attached')) throw new Error(stderr);
  const script =
    'mkdir -p /var/lib/systemd/linger; touch "/var/lib/systemd/linger/$0"; systemctl start "user@$(id -u "$0")"';
  await succeed(machine, ['bash', '-ec', script, user]);
}
