import { afterAll, beforeAll } from 'vitest';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Bind } from '../../src/machine/holder.ts';
import { bootMachine, type Machine } from '../../src/machine/machine.ts';

const project = resolve(import.meta.dirname, '../..');

/** Where the project's packages are seen inside, wherever the checkout lies: a machine has a /tmp of its own. */
export const MODULES = '/opt/tsm-modules/node_modules';

/** A machine of the enclosing suite's own: booted before its first test, gone after its last. */
export function freshMachine(
  prepare: (machine: Machine) => Promise<void>,
  copies: readonly Bind[] = [],
): () => Machine {
  let machine: Machine | undefined;
  beforeAll(async () => {
    machine = await bootTestMachine(copies);
    await prepare(machine);
  });
  afterAll(() => machine?.stop());
  return () => {
    if (machine === undefined) throw new Error('the machine is not up yet');
    return machine;
  };
}

/**
 * A copy of this computer, or of TSM_E2E_ROOT. The Node that runs this is put where the units look for one; a version manager's would
 * be out of their reach.
 */
export async function bootTestMachine(copies: readonly Bind[] = []): Promise<Machine> {
  const node = { from: process.execPath, to: '/usr/local/bin/node' };
  const modules = { from: join(project, 'node_modules'), to: MODULES };
  const root = process.env['TSM_E2E_ROOT'];
  if (root === undefined) return await bootMachine({ copies, binds: [node, modules] });
  return await bootMachine({ root, copies, binds: [node, modules, { from: project, to: project }] });
}

/** Copies a file or folder of the project into a machine, readable by all. */
export async function copyIn(machine: Machine, from: string, to: string): Promise<void> {
  await mkdir(dirname(join(machine.root, to)), { recursive: true });
  await cp(resolve(project, from), join(machine.root, to), { recursive: true });
}
