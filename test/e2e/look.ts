import type { Machine } from '../../src/machine/machine.ts';
import { succeed } from './put-into-service.ts';

/** Properties of units, by unit: `systemctl show`. */
export async function show(
  machine: Machine,
  units: readonly string[],
  properties: readonly string[],
): Promise<Record<string, Record<string, string>>> {
  const output = await succeed(machine, ['systemctl', 'show', '-p', ['Id', ...properties].join(), ...units]);
  const blocks = output.trim().split('\n\n');
  const parsed = blocks.map((block) => Object.fromEntries(block.split('\n').map(splitAtEquals)));
  return Object.fromEntries(parsed.map(({ Id = '', ...rest }) => [Id, rest]));
}

/** One property of one unit. */
export async function property(machine: Machine, unit: string, name: string): Promise<string> {
  return (await show(machine, [unit], [name]))[unit]?.[name] ?? '';
}

export interface JournalLine {
  readonly message: string;
  /** 0 (emergency) to 7 (debug). */
  readonly priority: number;
  /** The unit it is about, or that said it. */
  readonly unit: string;
  /** `SYSLOG_IDENTIFIER`: who said it. */
  readonly identifier: string;
}

/** The whole journal of this boot. */
export async function journal(machine: Machine): Promise<JournalLine[]> {
  await succeed(machine, ['journalctl', '--sync']);
  const output = await succeed(machine, ['journalctl', '-b', '-o', 'json', '--no-pager', '--quiet']);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, string>)
    .map(({ MESSAGE = '', PRIORITY = '6', UNIT, _SYSTEMD_UNIT, SYSLOG_IDENTIFIER = '' }) => ({
      message: MESSAGE,
      priority: Number(PRIORITY),
      unit: UNIT ?? _SYSTEMD_UNIT ?? '',
      identifier: SYSLOG_IDENTIFIER,
    }));
}

/** A GET from inside, by curl: status and body. */
export async function get(machine: Machine, url: string): Promise<{ status: number; body: string }> {
  const { stdout, stderr, code } = await machine.run(['curl', '-sS', '-m', '5', '-w', '\n%{http_code}', url]);
  if (code !== 0) throw new Error(stderr);
  const end = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
}

/** File name of the program that is a unit's main process. */
export async function mainProgram(machine: Machine, unit: string): Promise<string> {
  const pid = await property(machine, unit, 'MainPID');
  return (await succeed(machine, ['readlink', `/proc/${pid}/exe`])).trim().replace(/^.*\//, '');
}

/** Tries until `probe` gives something other than undefined or false. The test's own time-out ends a hopeless wait. */
export async function eventually<T>(probe: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    await new Promise((passed) => setTimeout(passed, 100));
  }
}

const splitAtEquals = (line: string): [string, string] => {
  const equals = line.indexOf('=');
  return [line.slice(0, equals), line.slice(equals + 1)];
};
