import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { quoted } from '../diagnostics/printable.ts';
import type { ImportNote } from './draft.ts';
import { dropped } from './notes.ts';

/** One line of a Procfile. */
export interface Process {
  readonly name: string;
  readonly command: string;
}

export interface Procfile {
  readonly processes: readonly Process[];
  readonly notes: readonly ImportNote[];
}

/** Reads a Procfile as foreman, honcho and Heroku do: `name: command`, one a line, no continuation. */
export function parseProcfile(file: string, text: string): Checked<Procfile> {
  const processes = new Map<string, Process>();
  const diagnostics: Diagnostic[] = [];
  const notes: ImportNote[] = [];
  let start = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '').replace(/^\uFEFF/, '');
    const [, name, command] = /^\s*([A-Za-z0-9_-]+):\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === undefined || command === undefined) {
      if (/^\s*[^\s#]/.test(line))
        notes.push(dropped(`line ${index + 1}`, `${quoted(line, 40)} is no "name: command"`));
    } else if (processes.has(name)) {
      diagnostics.push(diagnostic('import-duplicate', { file, start, end: start + raw.length }, { name }));
    } else processes.set(name, { name, command });
    start += raw.length + 1;
  }
  if (processes.size === 0)
    diagnostics.push(diagnostic('import-empty', { file }, { what: 'a line such as "web: node server.js"' }));
  return { value: { processes: [...processes.values()], notes }, diagnostics };
}
