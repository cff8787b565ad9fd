import { posix } from 'node:path';
import type { Proposal } from './proposal.ts';

/**
 * What a Procfile starts and a script of package.json starts, too, is one service: by way of `npm start` it is that script, whose
 * own command takes signals without npm in between.
 */
export function withoutTwins(
  own: readonly Proposal[],
  foreign: readonly Proposal[],
  main: string | undefined,
): readonly Proposal[] {
  const kept = foreign.filter((one) => !own.some((other) => isScript(one, other)));
  // `web` of a Procfile is what the main script starts, however both are written.
  const hasWeb = kept.some(({ name, cwd }) => name === 'web' && cwd === '.');
  const isTwin = (one: Proposal): boolean =>
    (hasWeb && one.name === main && one.cwd === '.') || kept.some((other) => isSame(one, other));
  return [...kept, ...own.filter((one) => !isTwin(one))];
}

/** `npm start` is the first of a folder; `npm run worker` and `yarn start:worker` are what `worker` is made from. */
function isScript({ command, cwd }: Proposal, other: Proposal): boolean {
  const [, script] = /^(?:npm|pnpm|yarn)(?: run)? ([\w:.-]+)$/.exec(command) ?? [];
  if (script === undefined || other.cwd !== cwd) return false;
  return script === 'start' || (other.name === script.split(':').at(-1) && isOfPackage(other));
}

const isOfPackage = ({ why }: Proposal): boolean => /^(?:\S+\/)?package\.json: /.test(why);

/** The same command; or of one name and with one file as its program, however each is told to run it. */
const isSame = (one: Proposal, other: Proposal): boolean =>
  one.cwd === other.cwd &&
  (essence(one.command) === essence(other.command) ||
    (one.name === other.name &&
      programFile(one.command) !== undefined &&
      programFile(one.command) === programFile(other.command)));

/** `node --enable-source-maps ./server.js` starts what `node server.js` starts. */
const essence = (command: string): string =>
  command.replace(/^(\S+)(?:\s+-\S+)*/, '$1').replaceAll(/(?<=^|\s)\.\//g, '');

/** What an interpreter is given to run, and not what it is to load before. */
function programFile(command: string): string | undefined {
  const words = command.split(/\s+/);
  const file = words.find(
    (word, at) =>
      /\.(?:[cm]?[jt]sx?|py|rb|php|pl|sh)$/.test(word) &&
      !/^-|=/.test(word) &&
      !/^-r$|^--(?:require|import)$/.test(words[at - 1] ?? ''),
  );
  return file === undefined ? undefined : posix.normalize(file);
}

/** Whether a service file starts it already, under whichever name. */
export function isThere({ command, cwd }: Proposal, text: string): boolean {
  const said = (key: string): string | undefined =>
    new RegExp(`^${key}=(["']?)(.*)\\1\\s*$`, 'm').exec(text)?.[2];
  const there = said('TSM_COMMAND');
  return (
    there !== undefined &&
    essence(there) === essence(command) &&
    posix.normalize(said('TSM_CWD') ?? '.') === posix.normalize(cwd)
  );
}
