import { describe, expect, test } from 'vitest';
import { DOCUMENTS, type DocumentName } from '../../src/documents/documents.ts';
import { skip } from './host.ts';
import { generate, sleeps } from './install/shop.ts';
import { machineWithTsm, tsm } from './install/tsm-machine.ts';
import { succeed } from './put-into-service.ts';

/** In this order: what it prints, the line, and its exit code. */
const LINES: readonly (readonly [DocumentName, string, number])[] = [
  ['refusal', 'status --json', 1],
  ['refusal', 'install --dry-run --json', 1],
  ['secrets-change', 'secrets set TOKEN --json', 0],
  ['secrets-list', 'secrets list --json', 0],
  ['install-preview', 'install --dry-run --json', 0],
  ['install', 'install --now --settle 300ms --json', 0],
  ['install-preview', 'install --json', 0],
  ['status', 'status --json', 0],
  ['list', 'list --json', 0],
  ['lifecycle', 'restart api --json', 0],
  ['lifecycle', 'stop --json', 0],
  ['lifecycle', 'start --json', 0],
  ['enablement', 'disable api --json', 0],
  ['enablement', 'enable --json', 0],
  ['refusal', 'start aip --json', 1],
  ['diff', 'diff --json', 0],
  ['generations', 'generations --json', 0],
  ['secrets-change', 'secrets rm TOKEN --json', 0],
  ['uninstall', 'uninstall --json', 0],
];

describe.skipIf(skip)('what commands print with --json is what is documented', () => {
  const machine = machineWithTsm(async (fresh) => {
    await generate(fresh, { services: { api: sleeps('infinity', { secrets: ['TOKEN'] }), idle: sleeps() } });
    await succeed(fresh, ['sh', '-c', 'echo secret >/srv/shop/secret.txt']);
  });

  const alone = (): Promise<string> => succeed(machine(), ['env', '-C', '/srv/shop', 'tsm']);

  test('before, while and after something is installed', async () => {
    expect(await alone()).toContain('\nNext: tsm install @live --dry-run\n');
    for (const [name, line, expected] of LINES) {
      const argv = ['sh', '-c', `tsm ${line} <secret.txt`];
      const { stdout, stderr, code } = await machine().run(argv, { cwd: '/srv/shop' });
      expect([line, code, stderr]).toEqual([line, expected, '']);
      expect([line, DOCUMENTS[name].parse(JSON.parse(stdout)).ok]).toEqual([line, code === 0]);
      if (line.startsWith('install --now')) expect(await alone()).toContain('\nNext: tsm status\n');
    }
  });

  test('a failed install says so in its document, and completion knows what is installed', async () => {
    await generate(machine(), { services: { api: { command: 'false', restart: 'no' } } });
    const { stdout, code } = await tsm(machine(), 'install --now --settle 300ms --json');
    expect(code).toBe(4);
    expect(DOCUMENTS.install.parse(JSON.parse(stdout))).toMatchObject({
      ok: false,
      rolledBack: 'uninstalled',
    });
    await generate(machine(), { services: { api: sleeps() } });
    expect((await tsm(machine(), 'install --settle 0 --json')).code).toBe(0);
    const elsewhere = await machine().run(['tsm', '--complete', 'start', ''], { cwd: '/' });
    expect(elsewhere.stdout).toBe('api\t@live\n@live\tinstalled\n@shop\tinstalled\n');
  });
});
