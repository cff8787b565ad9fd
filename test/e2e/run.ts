// npm run test:e2e [-- --systemd 257] [-- arguments of vitest]: the suites that need a booted systemd.
import { execa } from 'execa';
import { parseArgs } from 'node:util';
import { installMissing } from './requirements.ts';
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
  { stdio: 'inherit', reject: false, env: root === undefined ? {} : { TSM_E2E_ROOT: root } },
);
process.exitCode = exitCode ?? 1;
