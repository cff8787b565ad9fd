// [I/O] Looks whether there is a project already, and whether somebody types what is to be imported.
import { realpathSync } from 'node:fs';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { Draft } from '../import/draft.ts';
import type { Found } from '../import/read.ts';
import { detectKind, isKind, KINDS, type Kind } from '../import/request.ts';
import type { FileChange } from '../scaffold/write.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { Invocation } from './entry.ts';
import { draftOf } from './import-draft.ts';
import { readFormation } from './import-options.ts';
import { printDocument } from './print-document.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';

/** What was asked for, with what came of it. */
interface Imported {
  readonly draft: Draft;
  readonly kind: Kind;
  readonly found: Found;
}

/** `tsm import FILE|-`: what another tool runs, as a project. Nothing is written over; lists get lines. */
export async function run({ args, flags, terminal }: Invocation): Promise<number> {
  const [written = ''] = args;
  if (written === '-' && process.stdin.isTTY)
    terminal.err('reading standard input until Ctrl-D; what comes from a program goes through a pipe …\n');
  const { readImport } = await import('../import/read.ts');
  const found = await readImport(terminal.cwd, written);
  if (found.value === undefined) return await refuse(found.diagnostics, undefined, flags, terminal);
  const imported = await draftFrom(found.value, flags, terminal);
  if (imported.value === undefined) return await refuse(imported.diagnostics, found.value, flags, terminal);
  return await writeProject(imported.value, flags, terminal);
}

async function draftFrom(
  found: Found,
  flags: Invocation['flags'],
  { err }: Terminal,
): Promise<Checked<Imported>> {
  const wished = flags['as'];
  if (typeof wished === 'string' && !isKind(wished))
    return fail(
      diagnostic('import-usage', undefined, {
        problem: `--as knows no kind "${wished}"`,
        fix: `one of ${KINDS.join(', ')}`,
      }),
    );
  const formation = readFormation(flags['formation']);
  if (formation.value === undefined) return { value: undefined, diagnostics: formation.diagnostics };
  const kind =
    (typeof wished === 'string' && isKind(wished) ? wished : undefined) ??
    (found.isFolder ? 'systemd' : detectKind(found.file, found.text));
  if (kind === undefined)
    return fail(diagnostic('import-unknown-kind', undefined, { file: found.called, kinds: KINDS }));
  if (kind !== 'procfile' && flags['formation'] !== undefined)
    return fail(
      diagnostic('import-usage', undefined, {
        problem: '--formation counts the processes of a Procfile, and this is another kind of file',
        fix: 'leave it out',
      }),
    );
  const drafted = await draftOf(found, kind, formation.value, err);
  if (drafted.value === undefined) return { value: undefined, diagnostics: drafted.diagnostics };
  return { value: { draft: drafted.value, kind, found }, diagnostics: drafted.diagnostics };
}

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });

async function writeProject(
  { draft, kind, found }: Imported,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const directory = realpathSync(terminal.cwd);
  const { planProject, writeAll } = await import('./import-files.ts');
  const name = typeof flags['name'] === 'string' ? flags['name'] : undefined;
  const planned = await planProject(directory, draft, { name, origin: originOf(found) });
  const { project, existing, additions, add, files, config, told, notes } = planned;
  const handover = await handoverFile(flags['handover'], kind, draft, project);
  if (handover.value === undefined) return await refuse(handover.diagnostics, undefined, flags, terminal);
  // Who has imported before and now wants the script gets the script.
  const [script] = existing === undefined ? [] : handover.value;
  const changes = script === undefined ? [...files, ...handover.value] : [script];
  const dryRun = flags['dryRun'] === true;
  const failed = writeAll(directory, changes, dryRun);
  if (failed !== undefined) return await refuse([failed], undefined, flags, terminal);
  const { whatIsRefused } = await import('./import-check.ts');
  const refused = existing === undefined ? await whatIsRefused(directory, config, changes) : [];
  const { importText: table, importDocument } = await import('./show-import.ts');
  const shown = {
    changes,
    notes: [...told, ...notes],
    dryRun,
    existing,
    additions,
    add,
    script: script?.path,
    refused,
  };
  if (flags['json'] === true) printDocument('import', importDocument(shown), terminal);
  else await table(shown, terminal);
  return EXIT.done;
}

/** What service files say they are made from: a path of this project, of no machine. */
const originOf = ({ isFolder, path, called, directory, file }: Found): string =>
  file === '.'
    ? 'this folder'
    : path === undefined
      ? called
      : isFolder || directory === '.'
        ? file
        : `${directory}/${file}`;

/** The script that moves a host over, when it was asked for. */
async function handoverFile(
  wished: Invocation['flags'][string],
  kind: Kind,
  draft: Draft,
  project: string,
): Promise<Checked<readonly FileChange[]>> {
  if (typeof wished !== 'string') return { value: [], diagnostics: [] };
  if (kind !== 'pm2')
    return fail(
      diagnostic('import-usage', undefined, {
        problem: '--handover moves a host from PM2, and this is another kind of file',
        fix: 'leave it out, or import the file that PM2 was started with',
      }),
    );
  const { renderHandover } = await import('../import/handover.ts');
  return {
    value: [{ path: wished, before: undefined, text: renderHandover(draft, project), isProgram: true }],
    diagnostics: [],
  };
}

/** Places in the file are told by the name that was typed. */
async function locateIn(
  { path, file, called, folder, text }: Found,
  diagnostics: readonly Diagnostic[],
): Promise<readonly Located[]> {
  const piped = path === undefined ? new Map([[file, text]]) : undefined;
  const located = await locateDiagnostics(diagnostics, folder, piped);
  return located.map((one) => (one.file === file ? { ...one, file: called } : one));
}

async function refuse(
  diagnostics: readonly Diagnostic[],
  found: Found | undefined,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const located =
    found === undefined ? await locateDiagnostics(diagnostics, '') : await locateIn(found, diagnostics);
  if (flags['json'] === true) printDocument('refusal', { ok: false, diagnostics: located }, terminal);
  else await showDiagnostics(located, terminal);
  return diagnostics.some(({ code }) => code === 'import-usage') ? EXIT.wrongUsage : EXIT.wrongInput;
}
