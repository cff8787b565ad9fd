// [I/O] Looks whether there is a project already.
import { existsSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CONFIG_NAMES } from '../config/config-names.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Draft } from '../import/draft.ts';
import { importText } from '../import/import.ts';
import { projectName } from '../import/names.ts';
import type { Found } from '../import/read.ts';
import { detectKind, isKind, KINDS, type Kind } from '../import/request.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { Invocation } from './entry.ts';
import { readFormation } from './import-options.ts';
import { printDocument } from './print-document.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';

/** What was asked for, with what came of it. */
interface Imported {
  readonly draft: Draft;
  readonly kind: Kind;
  readonly found: Found;
}

/** `tsm import FILE|-`: what another tool runs, as a project. Nothing is written over. */
export async function run({ args, flags, terminal }: Invocation): Promise<number> {
  const [written = ''] = args;
  const { readImport } = await import('../import/read.ts');
  const found = await readImport(terminal.cwd, written);
  if (found.value === undefined) return await refuse(found.diagnostics, terminal.cwd, flags, terminal);
  const imported = await draftFrom(found.value, flags, terminal);
  if (imported.value === undefined)
    return await refuse(imported.diagnostics, found.value.folder, flags, terminal);
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
    return fail(diagnostic('import-unknown-kind', undefined, { file: nameOf(found), kinds: KINDS }));
  const text = kind === 'pm2' ? await programText(found, err) : { value: found.text, diagnostics: [] };
  if (text.value === undefined) return { value: undefined, diagnostics: text.diagnostics };
  const { file, directory, beside } = found;
  const drafted = await importText({
    kind,
    file,
    text: text.value,
    directory,
    beside,
    formation: formation.value,
  });
  if (drafted.value === undefined) return { value: undefined, diagnostics: drafted.diagnostics };
  return { value: { draft: drafted.value, kind, found }, diagnostics: drafted.diagnostics };
}

const nameOf = ({ file }: Found): string => (file === '-' ? 'standard input' : file);

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });

/** A program is evaluated after saying so, and never from a pipe. */
async function programText(
  { path, file, text }: Found,
  err: (text: string) => void,
): Promise<Checked<string>> {
  if (!/\.[cm]?js$/.test(file) && !/^\s*(?:module\.exports|exports\.|export default)\b/m.test(text))
    return { value: text, diagnostics: [] };
  if (path === undefined) return fail(diagnostic('import-stdin-program', undefined, {}));
  err(`evaluating ${printable(file)} with node …\n`);
  const { evaluateProgram } = await import('../import/evaluate.ts');
  return await evaluateProgram(path);
}

async function writeProject(
  { draft, kind, found }: Imported,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const folder = realpathSync(terminal.cwd);
  const wished = flags['name'];
  const project = projectName(typeof wished === 'string' ? wished : (draft.project ?? basename(folder)));
  const { layOut, renderConfig } = await import('../import/render.ts');
  const laidOut = layOut(draft, { project, origin: nameOf(found) });
  const existing = CONFIG_NAMES.find((name) => name !== 'package.json' && existsSync(join(folder, name)));
  const files = new Map(laidOut.services);
  if (existing === undefined) files.set('tsm.config.ts', renderConfig(laidOut.config));
  const handover = await handoverFile(flags['handover'], kind, draft, laidOut.config);
  if (handover.value === undefined) return await refuse(handover.diagnostics, folder, flags, terminal);
  // Who has imported before and now wants the script gets the script.
  if (existing !== undefined && handover.value.size > 0) files.clear();
  for (const [path, text] of handover.value) files.set(path, text);
  const { writeFiles, missingFrom } = await import('../import/write.ts');
  const dryRun = flags['dryRun'] === true;
  const done = dryRun ? missingFrom(folder, files) : await writeFiles(folder, files);
  if (done.value === undefined) return await refuse(done.diagnostics, folder, flags, terminal);
  const { importText: table, importDocument } = await import('./show-import.ts');
  const shown = { files: done.value, notes: draft.notes, dryRun, existing, additions: laidOut.additions };
  if (flags['json'] === true) printDocument('import', importDocument(shown), terminal);
  else table(shown, terminal);
  return EXIT.done;
}

/** The script that moves a host over, when it was asked for. */
async function handoverFile(
  wished: Invocation['flags'][string],
  kind: Kind,
  draft: Draft,
  config: { project: string },
): Promise<Checked<ReadonlyMap<string, string>>> {
  if (typeof wished !== 'string') return { value: new Map(), diagnostics: [] };
  if (kind !== 'pm2')
    return fail(
      diagnostic('import-usage', undefined, {
        problem: '--handover moves a host from PM2, and this is another kind of file',
        fix: 'leave it out, or import the file that PM2 was started with',
      }),
    );
  const { renderHandover } = await import('../import/handover.ts');
  return {
    value: new Map([[wished, renderHandover(draft, config.project)]]),
    diagnostics: [],
  };
}

async function refuse(
  diagnostics: readonly Diagnostic[],
  folder: string,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const located = await locateDiagnostics(diagnostics, resolve(folder));
  if (flags['json'] === true) printDocument('refusal', { ok: false, diagnostics: located }, terminal);
  else await showDiagnostics(located, terminal);
  return diagnostics.some(({ code }) => code === 'import-usage') ? EXIT.wrongUsage : EXIT.wrongInput;
}
