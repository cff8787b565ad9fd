import { execa } from 'execa';

/** As root on Debian and Ubuntu, installs packages that tests need, and says so; elsewhere says which. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const aptGet = await execa('apt-get', ['--version'], { reject: false });
  if (process.getuid?.() !== 0 || aptGet.failed)
    return void process.stderr.write(`MISSING: ${packages.join(', ')}. Tests that need them fail.\n`);
  process.stderr.write(`Installing ${packages.join(', ')}, which the suites need.\n`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdout: 2, stderr: 2 } as const;
  await execa('apt-get', ['update'], options);
  await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], options);
}
