import { lstat, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends a folder with a small project: two services, two environments, ports to give out. */
export async function withProject<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-project-')));
  try {
    await writeFile(join(folder, 'tsm.config.json'), JSON.stringify(PROJECT));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const PROJECT = {
  project: 'shop',
  services: [
    { name: 'shop', command: 'node server.js', port: 'auto', env: { GREETING: 'Grüße' } },
    { name: 'api', command: 'node api.js', port: '8000+', depends: 'shop' },
  ],
  environments: {
    dev: { root: '/srv/shop' },
    production: { user: 'shop', root: '/opt/shop', hardening: 'strict' },
  },
};

/** Everything that a write would change: inode, size, time and mode of each file and folder below. */
export async function stateOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const paths = (await readdir(folder, { recursive: true })).sort();
  const states = paths.map(async (path) => {
    const { ino, size, mtimeNs, mode } = await lstat(join(folder, path), { bigint: true });
    return [path, `${ino} ${size} ${mtimeNs} ${mode}`] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}
