import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const nobody = 65_534;

/**
 * What the real systemd made of units, read back without a running one: a user manager in test mode loads `tsm-all.service`
 * with everything it wants and prints all properties. Test mode refuses to run as root.
 */
export async function dumpUnits(
  units: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const directory = mkdtempSync(join(tmpdir(), 'tsm-dump-'));
  try {
    const home = join(directory, 'home');
    chmodSync(directory, 0o755);
    mkdirSync(home);
    if (process.getuid?.() === 0) chownSync(home, nobody, nobody);
    const names = Object.keys(units);
    const all = {
      ...units,
      'tsm-all.service': `[Unit]\nWants=${names.join(' ')}\n[Service]\nExecStart=/bin/true\n`,
    };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(directory, name), text);
    const { stdout } = await execa(
      '/usr/lib/systemd/systemd',
      ['--test', '--user', '--unit=tsm-all.service', '--no-pager'],
      {
        env: {
          HOME: home,
          XDG_RUNTIME_DIR: home,
          SYSTEMD_UNIT_PATH: `${directory}:`,
          SYSTEMD_LOG_TARGET: 'console',
        },
        stripFinalNewline: false,
        ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
      },
    );
    return Object.fromEntries(names.map((name) => [name, block(stdout, name)]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Newer versions draw an arrow where the locale has one. */
const arrow = '(?:->|\u2192)';

function block(dump: string, name: string): string {
  const from = dump.search(new RegExp(`\\t${arrow} Unit ${name.replaceAll('.', '\\.')}:\\n`));
  const rest = from < 0 ? '' : dump.slice(from + 1);
  const to = rest.search(new RegExp(`\\n\\t${arrow} Unit `));
  return to < 0 ? rest : rest.slice(0, to);
}

/** The values of one property, each of them on one line. */
export const property = (unit: string, key: string): readonly string[] =>
  unit.split('\n').flatMap((line) => (line.startsWith(`\t\t${key}: `) ? [line.slice(key.length + 4)] : []));

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Words of a command line as src/basic/escape.c: quote_command_line writes them. */
export const commandWords = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\[^])*)"|([^ "]+)/gu)].map(([, quoted, bare]) =>
    quoted === undefined
      ? (bare ?? '')
      : quoted.replaceAll(/\\([0-7]{3}|[^])/gu, (_, code: string) => unescape(code)),
  );

const unescape = (code: string): string =>
  /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code);
