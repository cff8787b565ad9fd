import { expect } from 'vitest';
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RunOptions, RunResult } from '../../../src/machine/enter.ts';
import type { Bind } from '../../../src/machine/holder.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { bringTsm } from '../../../src/trial/inside.ts';
import { MODULES, bootTestMachine, freshMachine } from '../fresh-machine.ts';

const project = resolve(import.meta.dirname, '../../..');
const PLACE = '/usr/local/lib/tsm';

/** `TSM_E2E_ALL=1`: every place, every size; otherwise a sample that a pull request can wait for. */
export const isThorough = process.env['TSM_E2E_ALL'] !== undefined;

/** A machine of the suite's own that has tsm on its PATH and nothing installed by it. */
export const machineWithTsm = (
  prepare: (machine: Machine) => Promise<void> = async () => {},
  copies: readonly Bind[] = [],
): (() => Machine) =>
  freshMachine(async (machine) => {
    await putTsm(machine);
    await prepare(machine);
  }, copies);

/** The same for one test, which stops it. */
export async function bootWithTsm(): Promise<Machine> {
  const machine = await bootTestMachine();
  await putTsm(machine);
  return machine;
}

/** The build as a package manager would put it; a copy, so that a build during the run is not seen. */
async function putTsm(machine: Machine): Promise<void> {
  const inside = (path: string): string => join(machine.root, PLACE, path);
  await mkdir(inside('.'), { recursive: true });
  await cp(process.env['TSM_E2E_DIST'] ?? join(project, 'dist'), inside('dist'), { recursive: true });
  await cp(join(project, 'package.json'), inside('package.json'));
  for (const folder of ['templates', 'generators'])
    await cp(join(project, folder), inside(folder), { recursive: true });
  await symlink(MODULES, inside('node_modules'));
  await bringTsm(machine, { node: 'node', main: `${PLACE}/dist/main.cjs` });
}

/** Writes a file of the machine, folders included. */
export async function put(machine: Machine, path: string, text: string, mode = 0o644): Promise<void> {
  const inside = join(machine.root, path);
  await mkdir(dirname(inside), { recursive: true });
  await rm(inside, { force: true });
  await writeFile(inside, text);
  await chmod(inside, mode);
}

/** Runs tsm where the sample project lies. */
export const tsm = (machine: Machine, line: string, options: RunOptions = {}): Promise<RunResult> =>
  machine.run(['tsm', ...line.split(' ')], { cwd: '/srv/shop', ...options });

/** The same when it must end with this exit code; gives both outputs together. */
export async function tsmEnds(
  machine: Machine,
  line: string,
  code: number,
  options: RunOptions = {},
): Promise<string> {
  const result = await tsm(machine, line, options);
  expect(result, `tsm ${line}\n${result.stdout}${result.stderr}`).toMatchObject({ code });
  return result.stdout + result.stderr;
}
