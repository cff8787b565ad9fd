import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Rooms, and the rooms each may import from. A folder with a slash is a room inside a room; `''` is the top of `src`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  tsmfile: ['diagnostics'],
  envfile: ['diagnostics', 'tsmfile'],
  // What was slow to make and is kept.
  cache: [],
  // What a run looked at, to know the next time whether anything has changed.
  trace: ['bundle', 'cache', 'config'],
  // What systemd understands, without a thought of ours.
  unit: ['diagnostics'],
  // Programs of somebody else, run for a limited time.
  process: [],
  config: ['cache', 'diagnostics', 'tsmfile', 'unit'],
  service: ['diagnostics', 'tsmfile', 'envfile', 'unit', 'config'],
  // From services to units: the one part of `unit` that knows what a service is.
  'unit/plan': ['diagnostics', 'unit', 'config', 'service'],
  bundle: ['diagnostics', 'unit', 'config', 'service', 'unit/plan'],
  systemd: ['diagnostics'],
  check: ['diagnostics', 'config', 'service', 'unit', 'bundle', 'systemd'],
  // Generate ends at the bundle and install begins there, so neither config nor service.
  install: ['diagnostics', 'envfile', 'unit', 'bundle', 'systemd'],
  // What runs on a host: read, started, stopped. It knows the store and what was installed, not the sources.
  host: ['diagnostics', 'envfile', 'unit', 'bundle', 'install', 'process', 'systemd'],
  // What is wrong on a host: it looks further than status, and judges what it saw.
  doctor: ['diagnostics', 'unit', 'host', 'install', 'process', 'systemd'],
  // Sources, bundle and host held against each other, and two revisions.
  compare: ['diagnostics', 'envfile', 'unit', 'bundle', 'install', 'systemd'],
  machine: ['diagnostics'],
  // Other tools' files as drafts of ours: what a secret is, is decided in `service`.
  import: ['diagnostics', 'tsmfile', 'envfile', 'unit', 'process', 'config', 'service'],
  // The working tree on a throwaway machine. What it says of units is what tsm says inside.
  trial: ['diagnostics', 'envfile', 'unit', 'service', 'bundle', 'host', 'machine'],
  // What a folder hints at, and the sources that are written for it.
  scaffold: ['diagnostics', 'envfile', 'config', 'service', 'import'],
  // The shapes of what `--json` prints, as data of their own: what is documented may not change with a type.
  documents: [],
  commands: [
    '',
    'bundle',
    'check',
    'compare',
    'config',
    'diagnostics',
    'documents',
    'doctor',
    'host',
    'import',
    'install',
    'machine',
    'scaffold',
    'service',
    'systemd',
    'trace',
    'trial',
    'unit',
  ],
  '': [
    'bundle',
    'cache',
    'commands',
    'compare',
    'config',
    'diagnostics',
    'install',
    'service',
    'unit',
    'unit/plan',
  ],
};

/** Rooms without a file that touches the world, but for the exceptions. Elsewhere a file that does says so at its top: `[I/O]`. */
const PURE = [
  'diagnostics',
  'documents',
  'tsmfile',
  'envfile',
  'unit',
  'config',
  'service',
  'unit/plan',
  'check',
  '',
];
const EXCEPTIONS = [
  'main.ts', // reads the process once and ends it
  'streams.ts', // is where it writes
  'config/load.ts', // ① reads the sources
  'config/loaders.ts', // the config is a program
  'config/native-import.ts', // which Node itself loads
  'config/plain-program.ts', // or which is run from the cache
  'config/program-fault.ts', // and its files have lines
  'unit/layout-texts.ts', // the templates are files of the package
];

/** Files that are generated, and as long as what they are made from. */
const GENERATED = ['config/written.ts'];

const OF_THE_WORLD =
  /from '(?:node:(?:fs|child_process|http|https|net|os|process|timers|worker_threads)|execa)\b|\bprocess\.[a-z]/;

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const roomOf = (file: string): string => {
  if (file === 'unit/plan.ts') return 'unit/plan';
  const rooms = Object.keys(MAY_IMPORT).filter((room) => room !== '' && file.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0] ?? (file.includes('/') ? `unknown: ${file}` : '');
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const sources: readonly Source[] = files.sort().map((file) => {
  const text = readFileSync(join(src, file), 'utf8');
  const relative = [...text.matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].map(([, path = '']) => path);
  return {
    file,
    room: roomOf(file),
    text,
    imports: relative.map((path) => normalize(join(file, '..', path))),
  };
});

describe('who imports whom', () => {
  test('every file lies in a room', () => {
    expect(sources.filter(({ room }) => !(room in MAY_IMPORT)).map(({ file }) => file)).toEqual([]);
  });

  test('every import goes where it may', () => {
    const forbidden = sources.flatMap(({ file, room, imports }) =>
      imports
        .filter((target) => roomOf(target) !== room && !MAY_IMPORT[room]?.includes(roomOf(target)))
        .map((target) => `${file} → ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('no rooms import each other in a circle', () => {
    // The top of `src` is main, the table of commands and what they share: no room of its own.
    const below = (room: string, seen: readonly string[]): readonly string[] =>
      (MAY_IMPORT[room] ?? [])
        .filter((next) => next !== '')
        .flatMap((next) =>
          seen.includes(next) ? [[...seen, next].join(' → ')] : below(next, [...seen, next]),
        );
    expect(
      Object.keys(MAY_IMPORT)
        .filter(Boolean)
        .flatMap((room) => below(room, [room])),
    ).toEqual([]);
  });

  test('install knows systemd by its interface alone', () => {
    const real = sources
      .filter(({ room }) => room === 'install')
      .flatMap(({ file, imports }) =>
        imports.filter((target) => roomOf(target) === 'systemd').map((target) => `${file} → ${target}`),
      )
      .filter((edge) => !edge.endsWith('systemd/service-manager.ts'));
    expect(real).toEqual([]);
  });

  test('commands are loaded when they are used', () => {
    const eager = sources.flatMap(({ file, text }) =>
      /^src\/(?:cli|commands\/table)\.ts$/.test(`src/${file}`)
        ? [...text.matchAll(/^import (?!type).*from '.*commands\/(?!table).*'/gm)]
        : [],
    );
    expect(eager).toEqual([]);
  });
});

describe('what a file may touch', () => {
  test('the world is touched where it says so', () => {
    const touching = sources.filter(({ text }) => OF_THE_WORLD.test(text));
    const pure = touching.filter(({ file, room }) => PURE.includes(room) && !EXCEPTIONS.includes(file));
    expect(
      pure.map(({ file }) => file),
      'in a pure room',
    ).toEqual([]);
    const silent = touching.filter(({ text }) => !/^[^]{0,1500}\[I\/O\]/.test(text));
    expect(
      silent.map(({ file }) => file),
      'without [I/O] at the top',
    ).toEqual([]);
  });

  test('one file ends the process, and none writes to the console', () => {
    const ending = sources.filter(({ text }) => /process\.exit|process\.exitCode/.test(text));
    expect(ending.map(({ file }) => file)).toEqual(['main.ts']);
    expect(sources.filter(({ text }) => /\bconsole\.[a-z]/.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe('how a file is made', () => {
  test('exports have names', () => {
    expect(sources.filter(({ text }) => /^export default/m.test(text)).map(({ file }) => file)).toEqual([]);
  });

  test('no file is longer than 200 lines', () => {
    const long = sources.filter(
      ({ file, text }) => !GENERATED.includes(file) && text.split('\n').length - 1 > 200,
    );
    expect(long.map(({ file }) => file)).toEqual([]);
  });
});
