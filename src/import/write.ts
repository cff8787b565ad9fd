// [I/O] Writes a draft into a folder, formatted as the project there formats.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { checked, diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { outside, wayOutside } from './inside.ts';

/** Writes all files or, where one is there already or the folder cannot be written, none that was there. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Checked<readonly string[]>> {
  const missing = missingFrom(folder, files);
  if (missing.value === undefined) return missing;
  const written: string[] = [];
  try {
    const formatted = await formatAll(folder, files);
    for (const path of formatted.keys()) mustStayInside(folder, path);
    for (const [path, text] of formatted) {
      mkdirSync(dirname(resolve(folder, path)), { recursive: true });
      writeFileSync(resolve(folder, path), text, {
        flag: 'wx',
        mode: /\.(?:tsm|ts)$/.test(path) ? 0o644 : 0o755,
      });
      written.push(path);
    }
  } catch (problem) {
    const { message } = problem as NodeJS.ErrnoException;
    return {
      value: undefined,
      diagnostics: [diagnostic('cannot-write', undefined, { path: folder, problem: message })],
    };
  }
  return checked(written, []);
}

/** A script that was asked for by a path of its own may lie anywhere. */
function mustStayInside(folder: string, path: string): void {
  const where = isAbsolute(path) || path.startsWith('..') ? undefined : wayOutside(folder, path);
  if (where !== undefined) throw outside(folder, path, where);
}

/** The paths, when none of them is there. */
export function missingFrom(folder: string, files: ReadonlyMap<string, string>): Checked<readonly string[]> {
  const there = [...files.keys()].filter((path) => existsSync(resolve(folder, path)));
  return there.length === 0
    ? { value: [...files.keys()], diagnostics: [] }
    : { value: undefined, diagnostics: [diagnostic('import-file-exists', undefined, { files: there })] };
}

/** Programs as the project's own prettier settings say. */
async function formatAll(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const formatted = new Map(files);
  for (const [path, text] of files) {
    if (!path.endsWith('.ts')) continue;
    const { format, resolveConfig } = await import('prettier');
    const filepath = join(folder, path);
    formatted.set(
      path,
      await format(text, { singleQuote: true, ...(await resolveConfig(filepath)), filepath }),
    );
  }
  return formatted;
}
