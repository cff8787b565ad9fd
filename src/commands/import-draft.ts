import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { withScripts } from '../import/argument-scripts.ts';
import type { Draft } from '../import/draft.ts';
import type { Found } from '../import/read.ts';
import { detectKind, type ImportRequest, type Kind } from '../import/request.ts';
import { notCommitted } from '../scaffold/env-files.ts';
import type { ForeignProject } from '../scaffold/foreign.ts';

type Say = (text: string) => void;

/** A file of another tool in the folder, as far as it can be read. */
export async function readForeign(
  directory: string,
  file: string | undefined,
  err: Say,
): Promise<ForeignProject | undefined> {
  if (file === undefined) return undefined;
  const { readImport } = await import('../import/read.ts');
  const found = (await readImport(directory, file)).value;
  const kind = found === undefined ? undefined : detectKind(found.file, found.text);
  if (found === undefined || kind === undefined) return { file, draft: undefined };
  const draft = (await draftOf(found, kind, {}, err)).value;
  return { file, draft: draft === undefined ? undefined : withScripts(draft) };
}

/** What was found as a draft. */
export async function draftOf(
  found: Found,
  kind: Kind,
  formation: ImportRequest['formation'],
  err: Say,
): Promise<Checked<Draft>> {
  const text = kind === 'pm2' ? await programText(found, err) : { value: found.text, diagnostics: [] };
  if (text.value === undefined) return { value: undefined, diagnostics: text.diagnostics };
  const { file, directory, beside } = found;
  const { importText } = await import('../import/import.ts');
  const folder = found.path === undefined || found.text.includes(found.folder) ? undefined : found.real;
  return await importText({
    kind,
    file,
    text: text.value,
    directory,
    place: found.path && found.real,
    folder,
    beside,
    formation,
    uncommitted: kind === 'procfile' ? await uncommittedDotenv(found) : undefined,
  });
}

async function uncommittedDotenv({ folder, beside }: Found): Promise<string | undefined> {
  if (!beside.exists('.env')) return undefined;
  const { openFolder } = await import('../scaffold/open-folder.ts');
  return notCommitted(await openFolder(folder));
}

/** A program is evaluated after saying so, and never from a pipe. */
async function programText({ path, file, called, text }: Found, err: Say): Promise<Checked<string>> {
  if (!/\.[cm]?js$/.test(file) && !/^\s*(?:module\.exports|exports\.|export default)\b/m.test(text))
    return { value: text, diagnostics: [] };
  if (path === undefined) return fail(diagnostic('import-stdin-program', undefined, {}));
  err(`evaluating ${printable(called)} with node …\n`);
  const { evaluateProgram } = await import('../import/evaluate.ts');
  return await evaluateProgram(path, called);
}

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });
