import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Bundle } from '../../../src/bundle/bundle.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { eventually } from '../look.ts';
import { putIntoService, succeed } from '../put-into-service.ts';
import { REPORTS } from './host.ts';

/** What a process found itself started with. */
export interface Report {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** Fields of /proc/self/status: `Uid`, `Gid`, `Groups`, `Umask` … */
  readonly status: ReadonlyMap<string, string>;
  /** Soft and hard, by the names of /proc/self/limits. */
  readonly limits: ReadonlyMap<string, readonly [string, string]>;
  readonly nice: number;
}

/** Installs a bundle, starts all of its services at once, and waits until they have ended. */
export async function startAll(machine: Machine, bundle: Bundle): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-roundtrip-'));
  try {
    for (const [path, text] of bundle.files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await putIntoService(machine, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
  // Its exit code tells of failures; who failed has left no report.
  await machine.run(['systemctl', 'start', ...servicesOf(bundle)]);
  await eventually(async () => {
    const states = '--state=activating,active,deactivating';
    const list = ['systemctl', 'list-units', '--no-legend', '--type=service', states];
    const running = await machine.run([...list, `${bundle.environment.base}-*`]);
    return running.stdout.trim() === '';
  });
}

export const servicesOf = ({ files }: Bundle): readonly string[] =>
  [...files.keys()].filter((file) => file.endsWith('.service'));

/** All reports there are, by unit. */
export async function readReports({ root }: Machine): Promise<ReadonlyMap<string, Report>> {
  const units = await readdir(join(root, REPORTS));
  const texts = await Promise.all(units.map((unit) => readFile(join(root, REPORTS, unit), 'utf8')));
  return new Map(units.map((unit, index) => [unit, parseReport(texts[index] ?? '')]));
}

function parseReport(text: string): Report {
  const facts = new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', hex = ''] = line.split(' ');
        return [name, decoder.decode(Buffer.from(hex, 'hex'))];
      }),
  );
  const strings = (name: string): readonly string[] => (facts.get(name) ?? '').split('\0').slice(0, -1);
  return {
    argv: strings('argv'),
    env: new Map(strings('environment').map(splitAt('='))),
    cwd: facts.get('cwd') ?? '',
    status: new Map((facts.get('status') ?? '').split('\n').map(splitAt(':\t'))),
    limits: new Map((facts.get('limits') ?? '').split('\n').slice(1).map(parseLimit)),
    nice: Number(facts.get('nice')),
  };
}

/** A byte order mark is data. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const splitAt =
  (separator: string) =>
  (line: string): readonly [string, string] => {
    const [name = ''] = line.split(separator, 1);
    return [name, line.slice(name.length + separator.length)];
  };

/** `Max open files   1024   4096   files`: columns of 26, 21 and 21 characters. */
const parseLimit = (line: string): readonly [string, readonly [string, string]] => [
  line.slice(0, 26).trim(),
  [line.slice(26, 47).trim(), line.slice(47, 68).trim()],
];

/** What systemd shows as the description of each unit, over its bus: whatever characters it holds. */
export async function descriptions(
  machine: Machine,
  units: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const manager = [
    'org.freedesktop.systemd1',
    '/org/freedesktop/systemd1',
    'org.freedesktop.systemd1.Manager',
  ];
  const call = ['busctl', '--json=short', 'call', ...manager, 'ListUnitsByNames', 'as', String(units.length)];
  const answer = await succeed(machine, [...call, ...units]);
  const { data } = JSON.parse(answer) as { data: [[string, string, ...unknown[]][]] };
  return new Map(data[0].map(([unit, description]) => [unit, description]));
}
