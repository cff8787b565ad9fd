import { execa } from 'execa';
import { readdirSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tetraFolder } from './program.ts';
import { sourceService } from './source-service.ts';

const files = readdirSync(join(tetraFolder, 'services')).filter((name) => name.endsWith('.tsm'));
const bases = files.filter((name) => !name.includes('@'));

test('the sample has its five services and one overlay', () => {
  expect(files).toEqual([
    'api.tsm',
    'report.tsm',
    'static.tsm',
    'tetra.tsm',
    'worker.tsm',
    'worker@production.tsm',
  ]);
});

describe.each(['dev', 'production'])('in @%s', (environment) => {
  test.each(files)('%s is plain bash', async (file) => {
    const { settings } = await sourceService(file, environment, '/var/lib/tetra');
    expect(Object.keys(settings).length).toBeGreaterThan(1);
  });

  test.each(bases)('%s names itself, a command and an existing folder', async (file) => {
    const { settings } = await sourceService(file, environment, '/var/lib/tetra');
    expect(settings['TSM_NAME']).toBe(file.slice(0, -'.tsm'.length));
    expect(settings['TSM_COMMAND']).toBeTruthy();
    await access(settings['TSM_CWD']!);
    const envFile = settings['TSM_ENV_FILE'];
    if (envFile) await access(join(tetraFolder, envFile));
  });

  test('its env file is plain bash, with references resolved', async () => {
    const script = 'set -aeu; source "$1"; exec env';
    const env = { TETRA_DIR: '/var/lib/tetra' };
    const { stdout, stderr } = await execa(
      'bash',
      ['-c', script, 'bash', join(tetraFolder, `env/${environment}.env`)],
      { env },
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^TETRA_URL=http:\/\/127\.0\.0\.1:444[45]$/m);
    expect(stdout).toMatch(/^TETRA_CACHE=\/var\/lib\/tetra\/cache$/m);
    expect(stdout).toMatch(/^LOG_LEVEL=(debug|info)$/m);
  });
});

test('defaults, exports and arrays arrive as bash reads them', async () => {
  const { settings, exported } = await sourceService('worker.tsm', 'dev', '/root/tetra');
  expect(settings['TSM_ARGS']).toBe('--queue mail out');
  expect(exported).toMatchObject({ WORKER_DIR: '/root/tetra/worker', WORKER_HEARTBEAT_SECONDS: '5' });
  const overlay = await sourceService('worker@production.tsm', 'production', '/var/lib/tetra');
  expect(overlay.exported).toMatchObject({ WORKER_HEARTBEAT_SECONDS: '15' });
});

test('tetra.sh may be sourced twice', async () => {
  const script =
    'set -eu; source "$1"; first=$PATH; source "$1"; [ "$PATH" = "$first" ]; tetra_path env/dev.env; printenv TETRA_HOME';
  const bash = ['bash', '--norc', '-c', script, 'bash', join(tetraFolder, 'tetra.sh')];
  const { stdout } = await execa('env', [
    '-i',
    'PATH=/usr/bin:/bin',
    'TETRA_DIR=/root/tetra',
    'TETRA_SRC=/srv',
    ...bash,
  ]);
  expect(stdout).toBe('/srv/env/dev.env\n/root/tetra');
});
