import { wrapWords } from '../diagnostics/words.ts';
import type { WrittenConfig } from '../config/written.ts';
import type { Located } from '../diagnostics/print.ts';
import { printable } from '../diagnostics/printable.ts';
import type { ImportNote } from '../import/draft.ts';
import type { FileChange } from '../scaffold/write.ts';
import type { Terminal } from '../terminal.ts';
import type { printDocument } from './print-document.ts';

/** What an import did, as it is told. */
export interface ShownImport {
  readonly changes: readonly FileChange[];
  readonly notes: readonly ImportNote[];
  readonly dryRun: boolean;
  /** The config that was there before. */
  readonly existing: string | undefined;
  /** How tsm becomes a dependency of the project; nothing where it is one, or nothing could be. */
  readonly add: string | undefined;
  /** A script that moves a host, of a project that was imported before: it is all that was asked for. */
  readonly script: string | undefined;
  /** What `tsm generate` will refuse. */
  readonly refused: readonly Located[];
  readonly additions: Pick<WrittenConfig, 'services' | 'environments'>;
}

/** The files, then the table: what is the same, what is not quite, what has no equivalent. */
export async function importText(shown: ShownImport, terminal: Terminal): Promise<void> {
  const { changes, notes, dryRun, existing, script, additions, refused } = shown;
  const { out, err, columns, isTerminal } = terminal;
  for (const { path, before } of changes) {
    const sign = before === undefined ? '+' : '~';
    out(`${dryRun ? `(${sign})` : sign} ${printable(path)}\n`);
  }
  if (script !== undefined)
    return err(
      `\nNext: read ${printable(script)}, then on the host\n      tsm install @production\n      bash ${printable(script)}\n`,
    );
  out(importTable(notes, isTerminal ? columns : NARROW));
  if (existing !== undefined)
    out(`\nAdd to ${existing} what it lacks of this:\n\n${JSON.stringify(additions, null, 2)}\n`);
  err(secretLines(notes));
  if (refused.length > 0) await showRefused(refused, terminal);
  err(`\nNext: ${nextSteps(shown).join('\n      ')}\n`);
}

const nextSteps = ({ dryRun, refused, add }: ShownImport): readonly string[] =>
  dryRun
    ? ['the same without --dry-run']
    : [
        refused.length === 0 ? 'read what was written, then' : 'mend that in what was written, then',
        ...(add === undefined ? [] : [add]),
        'tsm generate',
        'tsm try',
      ];

/** As `tsm generate` will say it. */
async function showRefused(refused: readonly Located[], { err, color, errColumns }: Terminal): Promise<void> {
  const { printDiagnostics } = await import('../diagnostics/print.ts');
  const { palette } = await import('./palette.ts');
  err(`\n${printDiagnostics(refused, palette(color), errColumns)}`);
  err('\ntsm generate refuses it as it is.\n');
}

const NARROW = 80;

/** Values that the host needs before anything starts, by command. */
function secretLines(notes: readonly ImportNote[]): string {
  const names = new Set(notes.flatMap(({ became }) => /^secrets: (\w+)$/.exec(became)?.[1] ?? []));
  if (names.size === 0) return '';
  const lines = [...names].map((name) => `  tsm secrets set ${name}\n`);
  return `\nValues of secrets are left out. On the host, before the install:\n${lines.join('')}`;
}

/** Every note, grouped by how near it came, as wide as the terminal. */
export function importTable(notes: readonly ImportNote[], columns: number): string {
  return GROUPS.flatMap(([outcome, title]) => {
    const group = notes.filter((note) => note.outcome === outcome);
    if (group.length === 0) return [];
    const width = Math.min(28, Math.max(...group.map(({ item }) => printable(item).length)));
    return [`\n${title} (${group.length})\n`, ...group.map((note) => row(note, width, columns))];
  }).join('');
}

const GROUPS: readonly (readonly [ImportNote['outcome'], string])[] = [
  ['kept', 'The same here'],
  ['changed', 'Not quite the same'],
  ['dropped', 'No equivalent'],
];

/** What it was, what it became, and below that why, wrapped. */
function row({ item, became, why }: ImportNote, width: number, columns: number): string {
  const indent = ' '.repeat(width + 4);
  const [first, ...rest] = [became, why].filter(Boolean).map(printable);
  const lines = [first ?? '', ...rest].flatMap((text) =>
    wrapWords(text, Math.max(20, columns - indent.length)),
  );
  const name = printable(item);
  const begin =
    name.length > width
      ? [`  ${name}`, `${indent}${lines[0] ?? ''}`]
      : [`  ${name.padEnd(width)}  ${lines[0] ?? ''}`];
  return [...begin, ...lines.slice(1).map((line) => indent + line)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The same for programs. */
export const importDocument = ({
  changes,
  notes,
  dryRun,
  existing,
  additions,
  refused,
}: ShownImport): Parameters<typeof printDocument<'import'>>[1] => ({
  ok: true,
  written: !dryRun,
  files: changes.map(({ path }) => path),
  notes,
  ...(existing === undefined ? {} : { config: existing, add: additions }),
  diagnostics: refused,
});
