import { execa } from 'execa';
import { missingForMachine } from '../../src/machine/requirements.ts';

/** Why nothing can be tested on a booted systemd here, undefined when it can. */
export async function whyNoMachine(): Promise<string | undefined> {
  const missing = await missingForMachine();
  if (missing === undefined) return undefined;
  const needs = [...(missing.root ? ['root rights'] : []), ...missing.programs];
  return `NOT TESTED: the suites on a booted systemd need ${needs.join(', ')}. Run as root: npm run test:e2e`;
}

/** As root on Debian and Ubuntu, installs what is missing, and says so. */
export async function installMissing(): Promise<void> {
  const missing = await missingForMachine();
  if (missing === undefined || missing.root) return;
  const aptGet = await execa('apt-get', ['--version'], { reject: false });
  if (aptGet.failed) return;
  process.stderr.write(`Installing ${missing.packages.join(' and ')}, which boot the machines under test.\n`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdout: 2, stderr: 2 } as const;
  await execa('apt-get', ['update'], options);
  await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...missing.packages], options);
}
