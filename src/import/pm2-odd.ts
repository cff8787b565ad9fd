import type { ImportNote } from './draft.ts';
import { changed, dropped } from './notes.ts';
import { entriesOf, portOf } from './pm2-env.ts';
import { isObject, type App } from './pm2-read.ts';

/** Rows of what is said in a shape that PM2 does not take, so that nothing is left out without a word. */
export function oddValues(name: string, app: App): readonly ImportNote[] {
  const odd = Object.entries(app).flatMap(([field, value]) => {
    const shape = /^env_\S+$/.test(field) ? VARIABLES : SHAPES[field];
    if (shape === undefined || shape.fits(value)) return [];
    return isWord(field, value)
      ? [changed(`${name}.${field}`, `the word ${value}`, 'PM2 takes a text or a list alone')]
      : [dropped(`${name}.${field}`, `it is no ${shape.called}`)];
  });
  return [...odd, ...oddPort(name, app)];
}

interface Shape {
  readonly fits: (value: unknown) => boolean;
  readonly called: string;
}

const TEXT: Shape = { fits: (value) => typeof value === 'string', called: 'text' };
const WORDS: Shape = {
  fits: (value) => typeof value === 'string' || Array.isArray(value),
  called: 'text and no list',
};
const VARIABLES: Shape = { fits: isObject, called: 'object of variables, { NAME: value }' };

/** lib/API/schema.json of PM2, of the fields that are read together. */
const SHAPES: Readonly<Record<string, Shape>> = {
  args: WORDS,
  node_args: WORDS,
  cwd: TEXT,
  name: TEXT,
  name_prefix: TEXT,
  exec_interpreter: TEXT,
  env: VARIABLES,
};

const isWord = (field: string, value: unknown): value is number =>
  field.endsWith('args') && typeof value === 'number';

/** A PORT that is none, such as the path of a socket. */
function oddPort(name: string, app: App): readonly ImportNote[] {
  const said = new Map(entriesOf(app['env'])).get('PORT') ?? app['port'];
  return said === undefined || portOf(app) !== undefined
    ? []
    : [dropped(`${name}.PORT`, 'it is no number from 1 to 65535, and tsm gives services numbers')];
}
