import { describe, expect, test } from 'vitest';
import { resolve } from 'node:path';
import type { Machine } from '../../src/machine/machine.ts';
import { installInside, placeProject, type Project } from '../../src/trial/project.ts';
import { treeOf } from '../../src/trial/tree.ts';
import { compileProject } from '../../src/commands/project.ts';
import { skip } from './host.ts';
import { machineWithTsm } from './install/tsm-machine.ts';
import { eventually, get, journal, mainProgram, property, show } from './look.ts';
import { succeed } from './put-into-service.ts';

const names = ['', '-api', '-static', '-worker', '-report'];
const dev = names.map((service) => `tetra-dev${service}.service`);
const production = names.map((service) => `tetra${service}.service`);
const members = [...dev, ...production];

const repository = resolve(import.meta.dirname, '../..');
const { compiled } = await compileProject(repository, []);
const services = compiled.value?.services ?? [];
const projects = (compiled.value?.bundles ?? []).map((bundle): Project => ({
  bundle,
  services: services.filter(({ environment }) => environment.name === bundle.environment.name),
  directory: repository,
}));
const trees = projects.flatMap(({ bundle }) => treeOf(repository, bundle.environment, '/root'));

/** As `tsm try` puts it there, both environments on one machine. */
async function installSample(machine: Machine): Promise<void> {
  for (const project of projects) {
    await placeProject(machine, project);
    expect(await installInside(machine, project.bundle)).toMatchObject({ code: 0 });
  }
}

describe.skipIf(skip)('the sample: @dev and @production side by side', () => {
  const machine = machineWithTsm(installSample, trees);

  test('starting the targets starts every service that starts by itself', async () => {
    await succeed(machine(), ['systemctl', 'start', 'tetra-dev.target', 'tetra.target']);
    const states = await show(machine(), members, ['ActiveState']);
    const wanted = members.map((unit) => [
      unit,
      { ActiveState: unit.endsWith('-report.service') ? 'inactive' : 'active' },
    ]);
    expect(states).toEqual(Object.fromEntries(wanted));
  });

  test('those that do not start by themselves run when started', async () => {
    await succeed(machine(), ['systemctl', 'start', 'tetra-dev-report.service', 'tetra-report.service']);
    for (const directory of ['/root/tetra', '/var/lib/tetra'])
      await eventually(async () => {
        const { stdout } = await machine().run(['cat', `${directory}/reports/queue.txt`]);
        return stdout.endsWith(' 0 jobs done\n');
      });
  });

  test('systemd has nothing to complain of', async () => {
    const expected = {
      LoadState: 'loaded',
      ActiveState: 'active',
      Result: 'success',
      NRestarts: '0',
      NeedDaemonReload: 'no',
    };
    const states = await show(machine(), members, [...Object.keys(expected), 'LoadError']);
    for (const unit of members) expect(states[unit], unit).toMatchObject(expected);
    const complaints = (await journal(machine())).filter(
      ({ priority, message, unit }) => priority <= 4 && /tetra|tsm/.test(`${message} ${unit}`),
    );
    expect(complaints).toEqual([]);
  });

  test.each([
    ['http://127.0.0.1:4444/health', { status: 'ok', service: 'tetra', env: 'dev' }],
    ['http://127.0.0.1:4445/health', { status: 'ok', service: 'tetra', env: 'production' }],
    ['http://127.0.0.1:8000/status', { status: 'ok', tetra: { env: 'dev' } }],
    ['http://127.0.0.1:8002/status', { status: 'ok', tetra: { env: 'production' } }],
  ])('%s answers', async (url, wanted) => {
    const { status, body } = await get(machine(), url);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject(wanted);
  });

  test.each([8001, 8003])('static files are served on port %d', async (port) => {
    const { status, body } = await get(machine(), `http://127.0.0.1:${port}/index.html`);
    expect(status).toBe(200);
    expect(body).toContain('<title>Tetra</title>');
  });

  test('the main process is the program itself, not a shell in front of it', async () => {
    for (const base of ['tetra-dev', 'tetra']) {
      for (const unit of [`${base}.service`, `${base}-api.service`, `${base}-worker.service`])
        expect(await mainProgram(machine(), unit), unit).toBe('node');
      expect(await mainProgram(machine(), `${base}-static.service`)).toMatch(/^python3/);
    }
  });

  test('each runs as its own user', async () => {
    for (const unit of members) {
      const pid = await property(machine(), unit, 'MainPID');
      const owner = (await succeed(machine(), ['stat', '-c', '%U:%G', `/proc/${pid}`])).trim();
      expect(owner, unit).toBe(production.includes(unit) ? 'tetra:tetra' : 'root:root');
    }
  });

  test('tetra.sh was sourced in @dev', async () => {
    const pid = await property(machine(), 'tetra-dev.service', 'MainPID');
    const environment = (await succeed(machine(), ['cat', `/proc/${pid}/environ`])).split('\0');
    expect(environment).toContain('TETRA_HOME=/root/tetra');
    expect(environment).toContain('HOME=/root');
    expect(environment.find((line) => line.startsWith('PATH='))).toMatch(/^PATH=\/root\/tetra\/bin:/);
  });

  test('what a service prints is in the journal under its name', async () => {
    const lines = await journal(machine());
    const said = (unit: string) => lines.filter((line) => line.unit === unit).map(({ message }) => message);
    expect(said('tetra-dev.service')).toContain('tetra: listening on http://127.0.0.1:4444 (dev)');
    expect(said('tetra.service')).toContain('tetra: listening on http://127.0.0.1:4445 (production)');
    expect(said('tetra-worker.service')).toContain('worker: watching /var/lib/tetra/worker/queue/mail out');
    expect(lines.find(({ message }) => message.startsWith('tetra: listening'))?.identifier).toMatch(/^tetra/);
  });

  test('the strict sandbox keeps files out of reach and lets the service work on its own', async () => {
    await machine().run(['sh', '-c', 'cat > "/var/lib/tetra/worker/queue/mail out/1.json"'], {
      input: '{ "task": "greet" }',
    });
    await eventually(async () => {
      const { code } = await machine().run(['test', '-e', '/var/lib/tetra/worker/done/mail out/1.json']);
      return code === 0;
    });
    const pid = await property(machine(), 'tetra.service', 'MainPID');
    const inside = ['nsenter', '--target', pid, '--mount', '--', 'touch'];
    for (const path of ['/etc/x', '/opt/tetra/x', '/usr/x'])
      expect((await machine().run([...inside, path])).stderr).toContain('Read-only file system');
    expect((await machine().run([...inside, '/var/lib/tetra/x'])).code).toBe(0);
  });

  test('stopping a target stops its members cleanly and no others', async () => {
    await succeed(machine(), ['systemctl', 'stop', 'tetra.target']);
    // systemctl waits for the target alone, which stops before its members do.
    const stopped = await eventually(async () => {
      const states = await show(machine(), production, ['ActiveState', 'Result']);
      return (
        production.every((unit) => ['inactive', 'failed'].includes(states[unit]?.['ActiveState'] ?? '')) &&
        states
      );
    });
    for (const unit of production)
      expect(stopped[unit], unit).toEqual({ ActiveState: 'inactive', Result: 'success' });
    for (const state of Object.values(await show(machine(), dev, ['ActiveState'])))
      expect(state).toEqual({ ActiveState: 'active' });
    const lines = await journal(machine());
    expect(lines.filter(({ unit }) => unit === 'tetra.service').map(({ message }) => message)).toContain(
      'tetra: closed',
    );
  });

  test('after a reboot the enabled services are back', async () => {
    await machine().reboot();
    const back = [...dev, ...production].filter((unit) => !unit.endsWith('-report.service'));
    await eventually(async () => {
      const states = await show(machine(), back, ['ActiveState']);
      return Object.values(states).every(({ ActiveState }) => ActiveState === 'active');
    });
    expect(JSON.parse((await get(machine(), 'http://127.0.0.1:4445/health')).body)).toMatchObject({
      status: 'ok',
    });
    expect(await property(machine(), 'tetra-report.service', 'ActiveState')).toBe('inactive');
  });

  // A copy of a host that has the environment already must not be an upgrade of it, with the choices of its operator.
  test('what is installed already goes before it is tried', async () => {
    await succeed(machine(), ['systemctl', 'disable', 'tetra-worker.service']);
    const project = projects.find(({ bundle }) => bundle.environment.name === 'production');
    if (project === undefined) throw new Error('the sample has no @production');
    expect(await installInside(machine(), project.bundle)).toMatchObject({ code: 0 });
    expect(await succeed(machine(), ['systemctl', 'is-enabled', 'tetra-worker.service'])).toBe('enabled\n');
  });
});
