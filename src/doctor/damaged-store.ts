// [I/O] Stores that tsm cannot read, and what brings each back.
import type { DataOf } from '../diagnostics/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locateAll } from '../diagnostics/print.ts';
import type { Installed } from '../install/hosts.ts';
import type { HostPaths } from '../install/paths.ts';
import { currentGeneration } from '../install/stores.ts';
import type { Raw } from './raw.ts';
import { newestWhole, type BrokenStore } from './store-exam.ts';

export function withoutCurrent({ paths, environment, whole }: BrokenStore): Raw {
  return {
    code: 'current-missing',
    environment,
    units: [],
    what: `${paths.current}, the link to the generation in use, is gone`,
    steps: whole === undefined ? [['ls', '-la', paths.store]] : goOnWith(paths, whole),
    ...(whole === undefined ? { kind: 'look' } : {}),
  };
}

/** Files that only say what tsm did are made anew; of units, an older generation that is whole is better than none. */
export async function damagedStore({ paths, environment, damage }: Installed): Promise<Raw> {
  const [said] = await wordsOf(damage === undefined ? [] : [damage]);
  const { mend, why = '' } = (damage?.data ?? {}) as Partial<DataOf<'store-damaged'>>;
  const isGeneration = said?.message.includes(`${paths.generations}/`) === true;
  const whole = isGeneration ? newestWhole(paths, currentGeneration(paths)) : undefined;
  const what = { environment, units: [], what: said?.message ?? 'the store is damaged' };
  if (mend !== undefined)
    return {
      ...what,
      code: 'store-damaged',
      steps: [mend],
      why: `Units are not concerned, but tsm acts on nothing that it cannot read: ${why}.`,
    };
  return {
    ...what,
    code: 'store-damaged',
    ...(whole === undefined ? installAgain(paths, environment) : goBackTo(paths, whole)),
  };
}

/** Without the project nothing would be installed again, so that comes first. */
const installAgain = ({ base }: HostPaths, environment: string): Pick<Raw, 'steps' | 'why'> => ({
  steps: [
    ['tsm', 'check', `@${environment}`],
    ['tsm', 'uninstall', `@${base}`],
    ['tsm', 'install', `@${environment}`, '--now'],
  ],
  why: 'systemd reads the units from there. In the project, the command takes the environment off, which stops it, and installs it again; secrets stay.',
});

const goBackTo = (paths: HostPaths, whole: number): Pick<Raw, 'steps' | 'why'> => ({
  steps: goOnWith(paths, whole),
  why: `systemd reads the units from there. The command goes on with generation ${whole}, the newest that is whole; then install again what should run.`,
});

const reload = ({ scope }: HostPaths): readonly string[] => [
  'systemctl',
  ...(scope === 'user' ? ['--user'] : []),
  'daemon-reload',
];

const goOnWith = (paths: HostPaths, number: number): Raw['steps'] => [
  ['ln', '-sfn', `generations/${number}`, paths.current],
  reload(paths),
];

/** What diagnostics say, of which no source is here. */
export const wordsOf = (diagnostics: readonly Diagnostic[]): ReturnType<typeof locateAll> =>
  locateAll(diagnostics, { read: () => undefined, locate: async () => undefined, redact: (text) => text });
