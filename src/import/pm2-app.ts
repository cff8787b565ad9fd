import { posix } from 'node:path';
import type { WrittenService } from '../config/written.ts';
import type { ImportNote } from './draft.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { mergeSettings } from './merge-settings.ts';
import { changed, dropped, kept } from './notes.ts';
import { FIELDS } from './pm2-fields.ts';
import type { App } from './pm2-read.ts';

/** The name in the table of every way to write a field; PM2 takes each in camel case, too. */
const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(FIELDS).flatMap(([name, { aliases = [] }]) =>
    [...aliases.flatMap((alias) => [alias, camel(alias)]), camel(name), name].map(
      (one) => [one, name] as const,
    ),
  ),
);

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `env_production` is an object of variables; `env_file` is another thing, of which PM2 knows nothing. */
const isEnvironment = (key: string): boolean => /^env_\S+$/.test(key) && key !== 'env_file';

/** An app by the names of the table, and what of it PM2 does not know. */
export function normalizeApp(app: App): { readonly app: App; readonly unknown: readonly string[] } {
  const known: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(app)) {
    const name = isEnvironment(key) ? key : CANONICAL.get(key);
    if (name === undefined) unknown.push(key);
    else if (value !== undefined && value !== null) known[name] ??= value;
  }
  return { app: known, unknown };
}

/** Settings and notes from all fields that are read one by one. */
export function mapFields(
  item: string,
  app: App,
): { readonly settings: WrittenService; readonly notes: readonly ImportNote[] } {
  const notes: ImportNote[] = [];
  let settings: WrittenService = {};
  for (const [field, value] of Object.entries(app)) {
    const row = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    if (row === undefined || row.elsewhere !== undefined || value === row.default) continue;
    const name = `${item}.${field}`;
    if (row.read === undefined) notes.push(dropped(name, row.dropped ?? ''));
    else {
      const { settings: own = {}, became, why = '' } = row.read(value, app);
      settings = mergeSettings(settings, own);
      notes.push(
        became === undefined
          ? dropped(name, why)
          : why === ''
            ? kept(name, became)
            : changed(name, became, why),
      );
    }
  }
  return { settings, notes };
}

const NO_ENV_FILE = 'PM2 reads no such file; to have it read here, set envFile';

/** What PM2 does not document is named with what may have been meant. */
export function unknownNotes(item: string, unknown: readonly string[]): readonly ImportNote[] {
  return unknown.map((key) => {
    if (/^(?:env_?file|dotenv)$/i.test(key)) return dropped(`${item}.${key}`, NO_ENV_FILE);
    const near = nearest(key, [...CANONICAL.keys()]);
    return dropped(
      `${item}.${key}`,
      `PM2 has no such field${near === undefined ? '' : `; was "${near}" meant?`}`,
    );
  });
}

/** Paths that the file computed from its own folder, `__dirname` mostly, are below the project on every host. */
export function withinFolder(app: App, folder: string | undefined): App {
  if (folder === undefined) return app;
  const inside = (value: unknown): unknown =>
    typeof value === 'string' && `${posix.normalize(value)}/`.startsWith(`${folder}/`)
      ? posix.relative(folder, value) || '.'
      : value;
  const cwd = inside(app['cwd'] ?? '.');
  const isBelow = typeof cwd === 'string' && !posix.isAbsolute(cwd);
  const scripts = ['script', 'exec', 'cmd', 'command'].flatMap((key) => {
    const script = inside(app[key]);
    return isBelow && script !== app[key] ? [[key, `./${posix.relative(cwd, String(script))}`] as const] : [];
  });
  return { ...app, ...('cwd' in app ? { cwd } : {}), ...Object.fromEntries(scripts) };
}

/**
 * Where the project lies on a host: above the absolute `cwd` or script of an app that this project has. Where it has none of
 * them, they say it when all apps are absolute and lie in one place; else such an app is of another project.
 */
export function hostRoot(apps: readonly App[], exists: (path: string) => boolean): string | undefined {
  const places = apps.flatMap((app) => placeOf(app, exists) ?? []);
  const seen = shortest(places.filter(({ isSeen }) => isSeen).map(({ root }) => root));
  if (seen !== undefined) return seen === '/' ? undefined : seen;
  const all = shortest(places.map(({ root }) => root));
  const isOne = places.length === apps.length && places.every(({ root }) => `${root}/`.startsWith(`${all}/`));
  return isOne && all !== '/' ? all : undefined;
}

const shortest = (paths: readonly string[]): string | undefined =>
  paths.toSorted((a, b) => a.length - b.length)[0];

interface HostPlace {
  readonly root: string;
  /** The project has the script at the same place below it. */
  readonly isSeen: boolean;
}

function placeOf(app: App, exists: (path: string) => boolean): HostPlace | undefined {
  const script = String(app['script'] ?? '');
  const absolute = posix.isAbsolute(script);
  const cwd = typeof app['cwd'] === 'string' && posix.isAbsolute(app['cwd']) ? app['cwd'] : undefined;
  const folder =
    cwd ??
    (absolute && !/^\/(?:usr|bin|sbin|opt\/homebrew)\//.test(script) ? posix.dirname(script) : undefined);
  if (folder === undefined) return undefined;
  const file = absolute ? posix.relative(folder, script) : script;
  return above(posix.normalize(folder).replace(/(?<=.)\/$/, ''), file, exists);
}

/** The folder above `cwd` below which the script lies as it does in this project. */
function above(cwd: string, script: string, exists: (path: string) => boolean): HostPlace {
  const parts = cwd.split('/');
  for (let count = 0; count < parts.length - 1; count++) {
    const inside = parts.slice(parts.length - count).join('/');
    if (exists(posix.join(inside, script)))
      return { root: parts.slice(0, parts.length - count).join('/') || '/', isSeen: true };
  }
  return { root: cwd, isSeen: false };
}
