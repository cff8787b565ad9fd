import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { installPackages } from './packages.ts';

/** Programs that tests run, and their packages in Debian and Ubuntu. */
const PROGRAMS: Readonly<Record<string, string>> = {
  git: 'git',
  python3: 'python3',
  openssl: 'openssl',
  shellcheck: 'shellcheck',
  'systemd-analyze': 'systemd',
};

/** Zones that calendar expressions name; Debian 13 has the old ones in a package of their own. */
const ZONES: Readonly<Record<string, string>> = {
  '/usr/share/zoneinfo': 'tzdata',
  '/usr/share/zoneinfo/CET': 'tzdata-legacy',
};

/** Before all tests: a machine that has only Node gets what they need. */
export default async function setup(): Promise<void> {
  const missing = await Promise.all(
    Object.entries(PROGRAMS).map(async ([program, name]) => {
      const { failed } = await execa(program, ['--version'], { reject: false });
      return failed ? [name] : [];
    }),
  );
  await installPackages(missing.flat());
  for (const [path, name] of Object.entries(ZONES)) if (!existsSync(path)) await installPackages([name]);
}
