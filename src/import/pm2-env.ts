import type { WrittenService } from '../config/written.ts';
import { portNumber } from './ports.ts';
import { literal, type Variables } from './variables.ts';
import { isObject, type App } from './pm2-read.ts';

/** The port that an app is told, by `env.PORT` or `port`. */
export const portOf = (app: App): number | undefined =>
  portNumber((isObject(app['env']) ? app['env']['PORT'] : undefined) ?? app['port']);

/** Variables as texts. What is an object, a list or null PM2 passes as JSON: lib/Common.js, mergeEnvironmentVariables. */
export function entriesOf(env: unknown): readonly (readonly [string, string])[] {
  if (!isObject(env)) return [];
  return Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  );
}

/** The same of an `env_` block, of which PM2 makes no JSON. */
export const textsOf = (env: unknown): readonly (readonly [string, string])[] =>
  entriesOf(env).filter(([name]) => !structured(env).includes(name));

/** Variables whose value is no text, by name. */
export const structured = (env: unknown): readonly string[] =>
  isObject(env) ? Object.keys(env).filter((name) => typeof env[name] === 'object') : [];

/** `env_production` and its like: the environment that it is for, by our name. */
export function environmentBlocks(app: App): readonly (readonly [environment: string, field: string])[] {
  return Object.keys(app)
    .filter((field) => /^env_\S+$/.test(field) && isObject(app[field]))
    .map((field) => [environmentName(field.slice('env_'.length)), field] as const);
}

const SHORT = new Map([
  ['prod', 'production'],
  ['development', 'dev'],
  ['develop', 'dev'],
]);

function environmentName(written: string): string {
  const name = written.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'other';
  return SHORT.get(name.toLowerCase()) ?? name;
}

/** PORT is a setting of its own. */
export const isNoPort = ([name]: readonly [string, string]): boolean => name !== 'PORT';

/** Sorted variables as settings. */
export const variablesOf = ({ plain, secrets }: Variables): WrittenService => ({
  ...(Object.keys(plain).length === 0
    ? {}
    : { env: Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, literal(value)])) }),
  ...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
});
