// [I/O] Runs a JavaScript file of another tool, in a process of its own that is given a few seconds.
import { execa } from 'execa';
import { basename, dirname } from 'node:path';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';

const SECONDS = 5;
const MOST_BYTES = 8 * 1024 * 1024;

/** What the file prints goes nowhere; what it exports comes through a channel of its own. */
const PROGRAM = `
const { pathToFileURL } = await import('node:url');
const { writeFileSync } = await import('node:fs');
const { exit } = await import('node:process');
const module = await import(pathToFileURL(process.argv[1]).href);
writeFileSync(3, JSON.stringify((await module.default) ?? module) ?? 'null');
exit();
`;

/** What a JavaScript file exports, as JSON. */
export async function evaluateProgram(path: string): Promise<Checked<string>> {
  const ended = await execa(process.execPath, ['--input-type=module', '-e', PROGRAM, path], {
    cwd: dirname(path),
    reject: false,
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const text: unknown = ended.stdio[3];
  if (!ended.failed && typeof text === 'string' && text !== '') return { value: text, diagnostics: [] };
  const problem = ended.timedOut
    ? `it did not end within ${SECONDS} seconds`
    : ended.isMaxBuffer
      ? `it exports more than ${MOST_BYTES} bytes`
      : reasonIn(typeof ended.stderr === 'string' ? ended.stderr : '');
  return {
    value: undefined,
    diagnostics: [diagnostic('import-program', undefined, { file: basename(path), problem })],
  };
}

/** The line of a stack that says what is wrong. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*(?:Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? 'it exports nothing';
}
