// [I/O] Runs a JavaScript file of another tool, in a process of its own that is given a few seconds.
import { basename, dirname } from 'node:path';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { runBounded, type BoundedEnd } from '../process/bounded.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';

const SECONDS = 5;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * What the file prints goes nowhere; what it exports comes through a channel of its own. Code that is given to node as a word
 * has `module` and `exports` everywhere, so that an ES module would seem to export through them.
 */
const PROGRAM = `
const { pathToFileURL } = await import('node:url');
const { writeFileSync } = await import('node:fs');
const { exit } = await import('node:process');
delete globalThis.module;
delete globalThis.exports;
const found = await import(pathToFileURL(process.argv[1]).href);
writeFileSync(3, JSON.stringify((await found.default) ?? found) ?? 'null');
exit();
`;

const MESSAGES = 2;
const EXPORTS = 3;

/** What a JavaScript file exports, as JSON. `called` is its name for messages. */
export async function evaluateProgram(path: string, called: string): Promise<Checked<string>> {
  const ended = await runBounded({
    words: [process.execPath, '--input-type=module', '-e', PROGRAM, path],
    cwd: dirname(path),
    env: process.env,
    reads: [MESSAGES, EXPORTS],
    milliseconds: SECONDS * 1000,
    mostBytes: MOST_BYTES,
  });
  const text = ended.texts.get(EXPORTS) ?? '';
  if (ended.how === 'exited' && ended.exitCode === 0 && text !== '') return { value: text, diagnostics: [] };
  return {
    value: undefined,
    diagnostics: [
      diagnostic('import-program', undefined, {
        file: called,
        problem: problemOf(ended, called),
        command: `node ${shellQuote(called)}`,
      }),
    ],
  };
}

function problemOf({ how, texts }: BoundedEnd, called: string): string {
  if (how === 'timed-out') return `it did not end within ${SECONDS} seconds`;
  if (how === 'too-long') return `it exports more than ${MOST_BYTES} bytes`;
  const reason = reasonIn(texts.get(MESSAGES) ?? '');
  return /\b(?:module|exports) is not defined in ES module scope/.test(reason)
    ? `it is an ES module, by its name or by "type": "module" in package.json, and those have no module.exports: call it ${basename(called).replace(/\.m?js$/, '')}.cjs`
    : reason;
}

/** The line of a stack that says what is wrong. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*(?:Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? 'it exports nothing';
}
