import { execa } from 'execa';
import { missingForMachine } from '../../src/machine/requirements.ts';

/** Why nothing can be tested on a booted systemd here, undefined when it can. */
export async function whyNoMachine(): Promise<string | undefined> {
  const missing = await missingForMachine();
  if (missing === undefined) return undefined;
  const needs = [...(missing.root ? ['root rights'] : []), ...missing.programs];
  return `NOT TESTED: the suites on a booted systemd need ${needs.join(', ')}. Run as root: npm run test:e2e`;
}

const SHELLS = ['zsh', 'fish'];
/** Kills an install between two system calls; it prints its version with -V. */
const STRACE = 'strace';

/** Shells that completion cannot be tested in. */
export async function missingShells(): Promise<readonly string[]> {
  const found = await Promise.all(SHELLS.map((shell) => execa(shell, ['--version'], { reject: false })));
  return SHELLS.filter((_, index) => found[index]?.failed);
}

async function missingTools(): Promise<readonly string[]> {
  const { failed } = await execa(STRACE, ['-V'], { reject: false });
  return [...(await missingShells()), ...(failed ? [STRACE] : [])];
}

/** As root on Debian and Ubuntu, installs what is missing, and says so. */
export async function installMissing(): Promise<void> {
  const missing = await missingForMachine();
  if (process.getuid?.() !== 0 || missing?.root) return;
  const packages = [...(missing?.packages ?? []), ...(await missingTools())];
  const aptGet = await execa('apt-get', ['--version'], { reject: false });
  if (aptGet.failed || packages.length === 0) return;
  process.stderr.write(`Installing ${packages.join(', ')}, which the suites need.\n`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdout: 2, stderr: 2 } as const;
  await execa('apt-get', ['update'], options);
  await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], options);
}
