import { portNumber } from './ports.ts';
import { isObject, type App } from './pm2-read.ts';

/** The port that an app is told, by `env.PORT` or `port`. */
export const portOf = (app: App): number | undefined =>
  portNumber((isObject(app['env']) ? app['env']['PORT'] : undefined) ?? app['port']);

/** Variables as texts, without those that have no value; objects are no values. */
export function entriesOf(env: unknown): readonly (readonly [string, string])[] {
  if (!isObject(env)) return [];
  return Object.entries(env).flatMap(([name, value]) =>
    value === null || value === undefined || typeof value === 'object'
      ? []
      : [[name, String(value)] as const],
  );
}

/** `env_production` and its like: the environment that it is for, by our name. */
export function environmentBlocks(app: App): readonly (readonly [environment: string, field: string])[] {
  return Object.keys(app)
    .filter((field) => /^env_\S+$/.test(field) && isObject(app[field]))
    .map((field) => [environmentName(field.slice('env_'.length)), field] as const);
}

const SHORT: Readonly<Record<string, string>> = { prod: 'production', development: 'dev', develop: 'dev' };

function environmentName(written: string): string {
  const name = written.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'other';
  return SHORT[name.toLowerCase()] ?? name;
}
