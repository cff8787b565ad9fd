// [I/O] This tsm inside a machine: the same build, run by the same Node.
import { dirname, isAbsolute } from 'node:path';
import { InternalError } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { RunOptions } from '../machine/enter.ts';
import type { Bind } from '../machine/holder.ts';
import type { Machine } from '../machine/machine.ts';

/** The two files that are tsm when it runs, absolute; inside a machine `node` may be a bare name. */
export interface Tsm {
  readonly node: string;
  readonly main: string;
}

/** What a run inside ended with. */
export interface Ended<Document> {
  readonly code: number;
  readonly document: Document & { readonly diagnostics?: readonly Located[] };
}

/** Directories that a machine has of its own. */
const ITS_OWN = /^\/(?:tmp|run|dev|proc|sys)\//;

/** What must be bound for tsm to be seen inside: a copy of `/` has the rest. `copies` may hide what is below them. */
export function tsmBinds({ node, main }: Tsm, copies: readonly Bind[]): readonly Bind[] {
  const isHidden = (path: string): boolean =>
    ITS_OWN.test(path) || copies.some(({ from, to }) => from !== to && path.startsWith(`${to}/`));
  return [node, packagesOf(main)].filter(isHidden).map((path) => ({ from: path, to: path }));
}

/** The folder with tsm and what it imports: the outermost node_modules, or a checkout. */
function packagesOf(main: string): string {
  const end = main.indexOf('/node_modules/');
  return end === -1 ? dirname(dirname(main)) : main.slice(0, end + '/node_modules'.length);
}

const COMMAND = '/usr/local/bin/tsm';

/** Puts tsm on the PATH inside, for people and tests. */
export async function bringTsm(machine: Machine, { node, main }: Tsm): Promise<void> {
  const words = [node, main].map((word) => (isAbsolute(word) ? `'${word.replaceAll("'", `'\\''`)}'` : word));
  await placeFile(machine, COMMAND, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, '755');
}

/** Writes a file inside, folders included; a link of the same name is replaced and not followed. */
export async function placeFile(
  machine: Machine,
  path: string,
  text: string,
  mode: string = '644',
): Promise<void> {
  const { code, stderr } = await machine.run(['sh', '-c', PLACE, 'sh', path, mode], { input: text });
  if (code !== 0) throw new InternalError(`${path} could not be written inside: ${stderr}`);
}

const PLACE = 'umask 022 && mkdir -p "${1%/*}" && rm -f "$1" && cat >"$1" && chmod "$2" "$1"';

/** Runs `tsm … --json` inside and reads what it says. */
export async function tsmInside<Document>(
  machine: Machine,
  words: readonly string[],
  options: RunOptions,
): Promise<Ended<Document>> {
  const { stdout, stderr, code } = await machine.run([COMMAND, ...words, '--json'], options);
  try {
    return { code, document: JSON.parse(stdout) as Ended<Document>['document'] };
  } catch {
    throw new InternalError(`tsm ${words.join(' ')} ended inside with ${code}: ${stdout}${stderr}`);
  }
}
