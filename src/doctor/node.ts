// [I/O] Whether the Node that a service finds is one that its project was made for.
import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Identity } from './identity.ts';

export interface NodeFact {
  readonly program: string;
  /** As Node says it, without the `v`. */
  readonly version: string;
  /** `engines.node` of the project's package.json. */
  readonly wanted: string;
  readonly fits: boolean;
  readonly file: string;
}

/** Nothing where there is no Node, no wish, or no answer. The program runs as the service's user, as it would anyway. */
export async function observeNode(
  program: string,
  directory: string,
  who: Identity,
  searchPath: readonly string[],
  mayBecomeUser: boolean,
): Promise<NodeFact | undefined> {
  const project = projectAbove(directory);
  if (project === undefined) return undefined;
  const as = mayBecomeUser ? { uid: who.uid, gid: who.gids[0] ?? who.uid } : {};
  const { stdout, exitCode } = await execa(program, ['--version'], {
    ...as,
    env: { PATH: searchPath.join(':') },
    extendEnv: false,
    cwd: '/',
    stdin: 'ignore',
    reject: false,
    timeout: PATIENCE_MILLISECONDS,
  });
  const version = /^v(\d+\.\d+\.\d+\S*)$/.exec(String(stdout).trim())?.[1];
  if (exitCode !== 0 || version === undefined) return undefined;
  const { default: semver } = await import('semver');
  if (semver.validRange(project.wanted) === null) return undefined;
  const fits = semver.satisfies(version, project.wanted, { includePrerelease: true });
  return { program, version, fits, ...project };
}

const PATIENCE_MILLISECONDS = 3000;

/** The nearest package.json says what the code below it needs. */
function projectAbove(directory: string): { readonly wanted: string; readonly file: string } | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    const text = readText(file);
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

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
