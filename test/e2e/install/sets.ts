import type { Machine } from '../../../src/machine/machine.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { contentOf } from './facts.ts';

export const OLD = ['shop.target', 'shop.service', 'shop-bg.service', 'shop-gone.service'];
export const NEW = [
  'shop.target',
  'shop.service',
  'shop-bg.service',
  'shop-first.service',
  'shop-second.service',
];
const TREE = [
  '/etc/tsm',
  '/etc/systemd/system',
  '/etc/sysusers.d',
  '/etc/tmpfiles.d',
  '/usr/local/lib/systemd',
];

const SETS = { nothing: [], old: OLD, new: NEW, bad: NEW } as const;
export type SetName = keyof typeof SETS;
export const isOf = (set: SetName, unit: string, description: string): boolean =>
  (SETS[set] as readonly string[]).includes(unit) && description.startsWith(set);

/** Units of ours that systemd has in memory, as they are there: asking for one by name would load it from disk. */
export async function inMemory(machine: Machine): Promise<readonly { unit: string; description: string }[]> {
  const listed = ['systemctl', 'list-units', '--all', '--output=json', ...new Set([...OLD, ...NEW])];
  const units = JSON.parse(await succeed(machine, listed)) as {
    unit: string;
    load: string;
    description: string;
  }[];
  return units
    .filter(({ load }) => load === 'loaded')
    .map(({ unit, description }) => ({ unit, description }));
}

/**
 * Which set systemd has loaded. Every unit says in its description of which bundle it is, and names that the bundle lacks must
 * not be found, so a mixture of two generations shows.
 */
export async function loadedSet(machine: Machine): Promise<string> {
  const names = [...new Set([...OLD, ...NEW])];
  const states = await show(machine, names, ['LoadState', 'Description']);
  const has = (unit: string, set: string): boolean =>
    states[unit]?.['LoadState'] === 'loaded' && states[unit]?.['Description']?.startsWith(set) === true;
  const is = (set: string, units: readonly string[]): boolean =>
    names.every((unit) =>
      units.includes(unit) ? has(unit, set) : states[unit]?.['LoadState'] === 'not-found',
    );
  if (is('old', OLD)) return 'old';
  if (is('new', NEW)) return 'new';
  if (is('bad', NEW)) return 'bad';
  if (is('', [])) return 'nothing';
  return JSON.stringify(states);
}

/** What an operation leads to: files, which units run, and that nothing is pending. Runs differ, so their ids are left out. */
export async function outcome(machine: Machine, { again }: { readonly again?: string }): Promise<string> {
  const folders = (await succeed(machine, ['sh', '-c', 'ls -d "$@" 2>/dev/null; true', 'sh', ...TREE]))
    .split('\n')
    .filter(Boolean);
  const tree = (await contentOf(machine, folders)).replace(
    /^[0-9a-f]{64} +\/etc\/tsm\/shop\/state\.json$/m,
    '',
  );
  const state = (await machine.run(['cat', '/etc/tsm/shop/state.json'])).stdout.replace(
    /"invocationId": "\w+"/g,
    '',
  );
  const states = await show(
    machine,
    [...new Set([...OLD, ...NEW])],
    ['LoadState', 'ActiveState', 'UnitFileState', 'NeedDaemonReload', 'Description'],
  );
  const all = `${tree}${state}${JSON.stringify(states, null, 2)}`;
  return again === undefined ? all : withoutNumbers(all);
}

/** After going back and forth the numbers of the generations say nothing. */
const withoutNumbers = (text: string): string =>
  [
    ...new Set(
      text
        .replace(/^.*\bgenerations\/.*\n/gm, '')
        .replace(/("generation": )\d+/g, '$1')
        .split('\n'),
    ),
  ].join('\n');

export function difference(wanted: string, found: string): string {
  const [before, after] = [wanted.split('\n'), found.split('\n')];
  const missing = before.filter((line) => !after.includes(line)).map((line) => `-${line}`);
  const extra = after.filter((line) => !before.includes(line)).map((line) => `+${line}`);
  return [...missing, ...extra].slice(0, 12).join('\n      ');
}
