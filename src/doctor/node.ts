// [I/O] Whether the Node that a service finds is one that its project was made for.
import { dirname, join } from 'node:path';
import { runBounded } from '../process/bounded.ts';
import { isRootsOwn } from './access.ts';
import type { Identity } from './identity.ts';
import { readPlainFile } from '../host/plain-file.ts';

export interface NodeFact {
  readonly program: string;
  /** As Node says it, without the `v`. */
  readonly version: string;
  /** `engines.node` of the project's package.json. */
  readonly wanted: string;
  readonly fits: boolean;
  readonly file: string;
}

/** Nothing where there is no Node, no wish, no answer, or nobody as whom it may be asked. */
export async function observeNode(
  program: string,
  directory: string,
  who: Identity,
  searchPath: readonly string[],
  caller: number,
): Promise<NodeFact | undefined> {
  const project = projectAbove(directory);
  const words = questionFor(program, who, searchPath, caller);
  if (project === undefined || words === undefined) return undefined;
  const { exitCode, texts } = await runBounded({
    words,
    env: {},
    cwd: '/',
    reads: [ANSWER],
    milliseconds: PATIENCE_MILLISECONDS,
    mostBytes: MOST_BYTES,
  });
  const version = /^v(\d+\.\d+\.\d+\S*)$/.exec((texts.get(ANSWER) ?? '').trim())?.[1];
  if (exitCode !== 0 || version === undefined) return undefined;
  const { default: semver } = await import('semver');
  if (semver.validRange(project.wanted) === null) return undefined;
  const fits = semver.satisfies(version, project.wanted, { includePrerelease: true });
  return { program, version, fits, ...project };
}

const ANSWER = 1;
const PATIENCE_MILLISECONDS = 3000;
const MOST_BYTES = 4096;

/**
 * As the service's own user it may be any program, since that user runs it anyway, with the PATH of its unit for a script
 * that looks for its interpreter. As anybody else, and as root above all, only one that nobody but root could have put there.
 */
function questionFor(
  program: string,
  who: Identity,
  searchPath: readonly string[],
  caller: number,
): readonly string[] | undefined {
  const runner = caller === 0 ? who.uid : caller;
  if (runner === 0 || runner !== who.uid)
    return isRootsOwn(program) ? [...becoming(who, caller), program, '--version'] : undefined;
  // What changes to another user is never looked for in a PATH of that user.
  const path = `PATH=${searchPath.join(':')}`;
  return [...becoming(who, caller), '/usr/bin/env', '-i', path, program, '--version'];
}

const becoming = ({ uid, gids }: Identity, caller: number): readonly string[] =>
  caller !== 0 || uid === 0
    ? []
    : [
        '/usr/bin/setpriv',
        `--reuid=${uid}`,
        `--regid=${gids[0] ?? uid}`,
        `--groups=${gids.join(',')}`,
        '--inh-caps=-all',
        '--no-new-privs',
        '--',
      ];

const LONGEST_PACKAGE = 1024 * 1024;

/** The nearest package.json says what the code below it needs. */
function projectAbove(directory: string): { readonly wanted: string; readonly file: string } | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    const text = readPlainFile(file, LONGEST_PACKAGE)?.toString('utf8');
    if (text !== undefined) {
      const wanted = wantedIn(text);
      return wanted === undefined ? undefined : { wanted, file };
    }
    if (at === '/') return undefined;
  }
}

function wantedIn(text: string): string | undefined {
  try {
    const { engines } = JSON.parse(text) as { engines?: { node?: unknown } };
    return typeof engines?.node === 'string' ? engines.node : undefined;
  } catch {
    return undefined;
  }
}
