import { posix } from 'node:path';
import type { WrittenEnvironment } from '../config/written.ts';
import { isPlainDotenv, readOtherwise, refersToAnother, skippedLines } from './dotenv.ts';
import type { DraftService, ImportNote } from './draft.ts';
import { changed, dropped, kept } from './notes.ts';
import type { ImportRequest } from './request.ts';
import { literal, sortVariables, type Variables } from './variables.ts';

const FOREMANS =
  'as foreman reads it, to the end of the line, a # and blanks included; dotenv libraries leave them out';

const REFERS =
  'as foreman reads it, with what it refers to not filled in; overmind and the dotenv libraries of Ruby and PHP fill it in';

/** What the `.env` beside a Procfile means: the file as it is when bash reads it alike, else its variables in the config. */
export function dotenvEnvironment(
  text: string,
  entries: ReadonlyMap<string, string>,
  services: readonly DraftService[],
  { directory, uncommitted }: ImportRequest,
  notes: ImportNote[],
): WrittenEnvironment {
  const file = posix.join(directory, '.env');
  const portless = services.some(({ settings }) => settings.port === undefined);
  const sorted = sortVariables(
    '.env',
    [...entries].filter(([name]) => name !== 'PORT'),
  );
  const shown = new Set(Object.keys(sorted.plain));
  const differing = [
    ...readOtherwise(text).map((name) => changed(`.env.${name}`, 'its value', FOREMANS)),
    ...refersToAnother(text)
      .filter((name) => shown.has(name))
      .map((name) => changed(`.env.${name}`, 'its value', REFERS)),
  ];
  notes.push(
    ...skippedLines(text).map((line) =>
      dropped(`.env:${line}`, 'foreman passes it over: it is no NAME=value on one line'),
    ),
  );
  if (uncommitted !== undefined) return ofNobodyElse(sorted, uncommitted, entries.has('PORT'), notes);
  if (isPlainDotenv(file, text, entries) && !(portless && entries.has('PORT')) && !entries.has('PATH')) {
    notes.push(kept('.env', `envFile: ${file}`), ...sorted.notes, ...differing);
    return { envFile: [file], ...secretsOf(sorted) };
  }
  const why =
    entries.has('PORT') && portless ? 'its PORT is for one process alone' : 'bash would read it differently';
  notes.push(
    changed('.env', 'env and secrets of the environment', `${why}, so its variables are in the config`),
  );
  notes.push(...sorted.notes, ...differing);
  const plain = Object.entries(sorted.plain).map(([name, value]) => [name, literal(value)] as const);
  return {
    ...(plain.length === 0 ? {} : { env: Object.fromEntries(plain) }),
    ...secretsOf(sorted),
  };
}

const secretsOf = ({ secrets }: Variables): Pick<WrittenEnvironment, 'secrets'> =>
  secrets.length === 0 ? {} : { secrets: [...secrets] };

/** Bundles are committed, and generated where the file is not. */
function ofNobodyElse(
  sorted: Variables,
  why: string,
  hasPort: boolean,
  notes: ImportNote[],
): WrittenEnvironment {
  const others = Object.keys(sorted.plain);
  notes.push(...sorted.notes);
  if (others.length > 0)
    notes.push(
      dropped(
        '.env',
        `it is ${why}, so no value of it was taken${hasPort ? ' but PORT' : ''}; write what is no secret under "env": ${others.join(', ')}`,
      ),
    );
  return secretsOf(sorted);
}
