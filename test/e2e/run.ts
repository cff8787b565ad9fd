// npm run test:e2e [-- --systemd 257] [-- vitest's own arguments]: the suites that need a booted systemd.
import { execa } from 'execa';
import { parseArgs } from 'node:util';
import { missingForMachine } from '../../src/machine/requirements.ts';
import { preparedRoot } from './roots.ts';

const { values, positionals } = parseArgs({
  options: { systemd: { type: 'string' } },
  allowPositionals: true,
});

await installMissing();
const root = values.systemd === undefined ? undefined : await preparedRoot(values.systemd);
await execa('npm', ['run', 'build'], { stdout: 2, stderr: 2 });
const { exitCode } = await execa(
  'npx',
  ['vitest', 'run', '--config', 'test/e2e/vitest.config.ts', ...positionals],
  {
    stdio: 'inherit',
    reject: false,
    env: root === undefined ? {} : { TSM_E2E_ROOT: root },
  },
);
process.exitCode = exitCode ?? 1;

/** As root on Debian and Ubuntu the two packages are installed; elsewhere the suite says what is missing. */
async function installMissing(): Promise<void> {
  const missing = await missingForMachine();
  if (missing === undefined || missing.root || missing.packages.length === 0) return;
  const aptGet = await execa('apt-get', ['--version'], { reject: false });
  if (aptGet.failed) return;
  process.stderr.write(`Installing ${missing.packages.join(' and ')}, which boot the machines under test.\n`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdout: 2, stderr: 2 } as const;
  await execa('apt-get', ['update'], options);
  await execa('apt-get', ['install', '--yes', '--no-install-recommends', ...missing.packages], options);
}
