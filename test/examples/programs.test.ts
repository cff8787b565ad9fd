import { execa } from 'execa';
import { mkdtemp, readFile, readdir, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { eventually, get, start, type Program } from './program.ts';
import { sourceService } from './source-service.ts';

let directory: string;
let running: Program[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tsm-tetra-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((program) => program.stop()));
  await rm(directory, { recursive: true, force: true });
});

const run = (...parameters: Parameters<typeof start>): Program => {
  const program = start(...parameters);
  running.push(program);
  return program;
};

test('tetra answers /health with its environment and stops gracefully', async () => {
  const PORT = String(await freePort());
  const tetra = run(['node', 'server/server.js', '--env', 'production'], '.', {
    PORT,
    TETRA_BANNER: 'Hello',
  });
  const health = await get(`http://127.0.0.1:${PORT}/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    status: 'ok',
    service: 'tetra',
    env: 'production',
    uptime: expect.any(Number),
  });
  expect(await (await get(`http://127.0.0.1:${PORT}/`)).text()).toBe('Hello (production)\n');
  expect((await get(`http://127.0.0.1:${PORT}/no?such=page`)).status).toBe(404);
  const end = await tetra.stop();
  expect(end).toMatchObject({ exitCode: 0, signal: undefined });
  expect(end.output).toContain(`listening on http://127.0.0.1:${PORT} (production)`);
  expect(end.output).toContain('SIGTERM: closing\ntetra: closed');
});

test.each([
  [{}, 'PORT is not set'],
  [{ PORT: 'http' }, "PORT is 'http', not a port number"],
])('tetra refuses to start with %j', async (env, message) => {
  const cwd = join(import.meta.dirname, '../../examples/tetra');
  const result = await execa('node', ['server/server.js'], {
    cwd,
    env: { PORT: undefined, ...env },
    reject: false,
  });
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toContain(message);
});

test('a taken port is said in one line', async () => {
  const PORT = String(await freePort());
  run(['node', 'server/server.js'], '.', { PORT });
  await get(`http://127.0.0.1:${PORT}/health`);
  const second = run(['node', 'server/server.js'], '.', { PORT });
  await eventually(() => second.output().includes('EADDRINUSE'));
  expect(await second.stop()).toMatchObject({ exitCode: 1 });
  expect(second.output().trim().split('\n')).toHaveLength(1);
});

test('the API asks tetra, and says so when tetra is away', async () => {
  const [tetraPort, apiPort] = [String(await freePort()), String(await freePort())];
  const tetra = run(['node', 'server/server.js'], '.', { PORT: tetraPort });
  await get(`http://127.0.0.1:${tetraPort}/health`);
  const api = run(['node', 'api.js', '--env', 'dev'], 'api', {
    PORT: apiPort,
    TETRA_URL: `http://127.0.0.1:${tetraPort}`,
  });
  expect(await (await get(`http://127.0.0.1:${apiPort}/health`)).json()).toMatchObject({
    service: 'api',
    env: 'dev',
  });
  const status = await get(`http://127.0.0.1:${apiPort}/status`);
  expect(await status.json()).toMatchObject({ status: 'ok', tetra: { service: 'tetra' } });
  await tetra.stop();
  const away = await get(`http://127.0.0.1:${apiPort}/status`);
  expect(away.status).toBe(503);
  expect(await away.json()).toEqual({ status: 'degraded', tetra: null, reason: 'ECONNREFUSED' });
  expect(await api.stop()).toMatchObject({ exitCode: 0 });
});

test('the worker empties its queue, beats and stops gracefully', async () => {
  const queue = join(directory, 'queue/mail out');
  await mkdir(queue, { recursive: true });
  await writeFile(join(queue, '1.json'), '{"task":"send"}');
  await writeFile(join(queue, '2.json'), 'not json');
  const worker = run(['node', 'worker.js', '--queue', 'mail out'], 'worker', {
    STATE_DIRECTORY: `${directory}:/elsewhere`,
  });
  await eventually(() => worker.output().includes('2.json failed'));
  expect(await readdir(join(directory, 'done/mail out'))).toEqual(['1.json']);
  expect(await readdir(join(directory, 'failed/mail out'))).toEqual(['2.json']);
  expect(await readFile(join(directory, 'heartbeat'), 'utf8')).toMatch(/^\d{4}-.*Z 0 done, 0 failed\n$/);
  const end = await worker.stop();
  expect(end).toMatchObject({ exitCode: 0, signal: undefined });
  expect(end.output).toContain('worker: stopped, 1 done, 1 failed');
});

test('static files are served by python as static.tsm says', async () => {
  const { settings } = await sourceService('static.tsm', 'dev', directory);
  const port = String(await freePort());
  const [program = '', ...args] = settings['TSM_COMMAND']!.replace('8000+', port).split(' ');
  const server = run([program, ...args], 'public', {});
  const page = await get(`http://127.0.0.1:${port}/index.html`);
  expect(await page.text()).toContain('<h1>Tetra</h1>');
  expect(await server.stop()).toMatchObject({ exitCode: undefined, signal: 'SIGTERM' });
});

test('the report of report.tsm counts what the worker has done', async () => {
  const { settings } = await sourceService('report.tsm', 'dev', directory);
  const env = { TETRA_DIR: directory, REPORT_DIR: join(directory, 'reports'), REPORT_SECONDS: '0.1' };
  const done = join(directory, 'worker/done/mail out');
  await mkdir(done, { recursive: true });
  await writeFile(join(done, '1.json'), '{}');
  await execa('bash', ['-c', settings['TSM_PRE_START']!], { env });
  const report = run(['bash', '-c', settings['TSM_COMMAND']!], '.', env);
  const line = await eventually(() => readFile(join(directory, 'reports/queue.txt'), 'utf8'));
  expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 1 jobs done\n$/);
  expect(await report.stop()).toMatchObject({ signal: 'SIGTERM' });
});
