// "The folder this file is in", in the spellings people use. Everything else in `$(…)` would run a command.

const SOURCE = /^dirname(?:\s+--)?\s+("?)(?:\$BASH_SOURCE|\$\{BASH_SOURCE(?:\[0\])?\})\1$/;
const PARENT = /^dirname(?:\s+--)?\s+("?)\$\((.*)\)\1$/s;
const CHANGE =
  /^cd(?:\s+--)?\s+("?)\$\((.*)\)((?:\/[A-Za-z0-9._-]*)*)\1(?:\s*(?:&>|>|2>)\s*(?:\/dev\/null|&1))*\s*(?:&&|;)\s*pwd$/s;
/** What an unquoted expansion would not survive. */
const FRAGILE = /[\s*?[\]\\]/;

/**
 * The folder that a command substitution names, when it is one of the two idioms with a static answer:
 * `$(dirname "${BASH_SOURCE[0]}")` and `$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)`.
 */
export function readIdiom(substitution: string, directory: string): string | undefined {
  if (!substitution.startsWith('$(') || !substitution.endsWith(')')) return undefined;
  return folderOf(substitution.slice(2, -1).trim(), directory);
}

function folderOf(command: string, directory: string): string | undefined {
  const source = SOURCE.exec(command);
  if (source !== null) return source[1] === '' && FRAGILE.test(directory) ? undefined : directory;
  const [, quote, inner, suffix = '/..'] = PARENT.exec(command) ?? CHANGE.exec(command) ?? [];
  if (inner === undefined) return undefined;
  const folder = folderOf(inner.trim(), directory);
  if (folder === undefined || (quote === '' && FRAGILE.test(folder))) return undefined;
  return normalise(folder + suffix);
}

/** As `cd` does without `-P`: `..` removes the part before it, whatever links there are. */
function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
