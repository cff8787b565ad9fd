import { execa } from 'execa';
import { missingForMachine } from '../../src/machine/requirements.ts';
import { installPackages } from '../packages.ts';

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

/** Installs what is missing, where it can. */
export async function installMissing(): Promise<void> {
  const missing = await missingForMachine();
  if (process.getuid?.() !== 0 || missing?.root) return;
  await installPackages([...(missing?.packages ?? []), ...(await missingTools())]);
}
