import { hasErrors } from '../diagnostics/diagnostic.ts';
import { readEnvFile } from '../envfile/read.ts';
import { secretReason } from '../service/secrets.ts';
import type { Folder } from './folder.ts';

/** What `.env` means for a project whose bundles are committed. */
export interface EnvFiles {
  /** Committed files, read while generating. */
  readonly files: readonly string[];
  /** The port that a committed file would give to every service that names none. */
  readonly port: string | undefined;
  /** Names of secrets in a file that is not committed. */
  readonly secrets: readonly string[];
  readonly notes: readonly string[];
}

export const NO_ENV_FILES: EnvFiles = { files: [], port: undefined, secrets: [], notes: [] };

/** A `.env` that git ignores cannot be read where bundles are checked, and is ignored so that nothing of it is committed. */
export function envFiles(folder: Folder): EnvFiles {
  const text = folder.read('.env');
  if (text === undefined) return NO_ENV_FILES;
  const read = readEnvFile(
    { file: '.env', text },
    { directory: '/', variables: new Map(), pinned: new Map() },
  );
  const entries = read.value ?? [];
  if (hasErrors(read.diagnostics))
    return {
      ...NO_ENV_FILES,
      notes: ['.env was passed over, since bash would not read it as plain assignments.'],
    };
  if (!isIgnored(folder))
    return { ...NO_ENV_FILES, files: ['.env'], port: entries.find(({ name }) => name === 'PORT')?.value };
  const secrets = entries
    .filter(({ name, value }) => secretReason(name, value) !== undefined)
    .map(({ name }) => name);
  const others = entries.map(({ name }) => name).filter((name) => name !== 'PORT' && !secrets.includes(name));
  const open = `.env is ignored by git, so no value of it was taken. Write what is no secret under "env": ${others.join(', ')}`;
  return { ...NO_ENV_FILES, secrets, notes: others.length === 0 ? [] : [open] };
}

/** Outside of a repository, a plain line of `.gitignore` says it. */
const isIgnored = ({ git, read }: Folder): boolean =>
  git === undefined
    ? /^\/?(?:\.env\*?|\*\.env|\.env\.\*)\s*$/m.test(read('.gitignore') ?? '')
    : git.ignored.has('.env');
