import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isSpan } from '../diagnostics/place.ts';
import { readEnvFile } from '../envfile/read.ts';
import { secretReason } from '../service/secrets.ts';
import { literal, sortVariables } from '../import/variables.ts';
import type { Folder } from './folder.ts';

/** Variables that a config can hold, and names of those that it must not. */
export interface Inline {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** What `.env` means for a project whose bundles are committed. */
export interface EnvFiles {
  /** Committed files, read while generating. */
  readonly files: readonly string[];
  /** The port that a committed file would give to every service that names none. */
  readonly port: string | undefined;
  /** The same without the port, for the config, when that port is not everybody's. */
  readonly inline: Inline;
  /** Names of secrets in a file that is not committed. */
  readonly secrets: readonly string[];
  readonly notes: readonly string[];
}

export const NO_ENV_FILES: EnvFiles = {
  files: [],
  port: undefined,
  inline: { env: {}, secrets: [] },
  secrets: [],
  notes: [],
};

/** A `.env` that is not committed cannot be read where bundles are checked; one that git ignores is so on purpose. */
export function envFiles(folder: Folder): EnvFiles {
  const text = folder.read('.env');
  if (text === undefined) return NO_ENV_FILES;
  const read = readEnvFile(
    { file: '.env', text },
    { directory: '/', variables: new Map(), pinned: new Map() },
  );
  const entries = read.value ?? [];
  const why = notCommitted(folder);
  if (hasErrors(read.diagnostics))
    return { ...NO_ENV_FILES, notes: [passedOver(text, read.diagnostics, why === undefined)] };
  if (why === undefined)
    return {
      ...NO_ENV_FILES,
      files: ['.env'],
      port: entries.find(({ name }) => name === 'PORT')?.value,
      inline: inlined(entries),
    };
  const secrets = entries
    .filter(({ name, value }) => secretReason(name, value) !== undefined)
    .map(({ name }) => name);
  const others = entries.map(({ name }) => name).filter((name) => name !== 'PORT' && !secrets.includes(name));
  const open = `.env is ${why}, so no value of it was taken. Write what is no secret under "env": ${others.join(', ')}`;
  return { ...NO_ENV_FILES, secrets, notes: others.length === 0 ? [] : [open] };
}

/** Where it is not what bash would read as plain assignments, and what is next. What stands there may be a secret. */
function passedOver(text: string, diagnostics: readonly Diagnostic[], isShared: boolean): string {
  const [first] = diagnostics
    .flatMap(({ severity, code, at }) =>
      severity === 'error' && at !== undefined && isSpan(at) ? [{ code, start: at.start }] : [],
    )
    .sort((a, b) => a.start - b.start);
  const where =
    first === undefined
      ? 'bash would not read it as plain assignments'
      : `bash would not read line ${text.slice(0, first.start).split('\n').length} as a plain assignment (${first.code})`;
  const next = isShared
    ? "then envFile: ['.env'] in the config takes it"
    : 'and write what is no secret under "env" in the config, the rest with tsm secrets set';
  return `.env was passed over, since ${where}: write NAME='value' there, ${next}.`;
}

function inlined(entries: readonly { readonly name: string; readonly value: string }[]): Inline {
  const { plain, secrets } = sortVariables(
    '.env',
    entries.filter(({ name }) => name !== 'PORT').map(({ name, value }) => [name, value] as const),
  );
  return {
    env: Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, literal(value)])),
    secrets,
  };
}

/** Why `.env` is on no other machine. Outside of a repository, a plain line of `.gitignore` says it. */
export function notCommitted({ git, read }: Folder): string | undefined {
  const isIgnored =
    git === undefined
      ? /^\/?(?:\.env\*?|\*\.env|\.env\.\*)\s*$/m.test(read('.gitignore') ?? '')
      : git.ignored.has('.env');
  if (isIgnored) return 'ignored by git';
  return git === undefined || git.tracked.has('.env') ? undefined : 'not committed';
}
