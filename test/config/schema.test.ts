import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { configTypes, TYPES_FILE } from '../../scripts/config-types.ts';
import { compile } from '../../src/compile.ts';
import { configJsonSchema, type JsonSchema } from '../../src/config/json-schema.ts';
import type { configSchema } from '../../src/config/schema.ts';
import type { Sources } from '../../src/config/sources.ts';
import type { WrittenConfig } from '../../src/config/written.ts';
import { sections } from '../../src/unit/directives/table.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';
import { planRaw } from '../../src/unit/plan/raw.ts';
import { newSheet } from '../../src/unit/plan/sheet.ts';
import sample from '../../tsm.config.ts';

const repository = resolve(import.meta.dirname, '../..');
const schema = configJsonSchema();
const definitions = schema['$defs'] as Record<string, { properties: Record<string, JsonSchema> }>;

test('the committed types are those of the schema', async () => {
  const committed = readFileSync(join(repository, TYPES_FILE), 'utf8');
  expect(committed === (await configTypes()), 'stale, run: npm run types').toBe(true);
});

/** The raw block and the sandbox are typed closer than the schema checks them: directives are checked with the unit. */
type WithoutDirectives<T> = T extends readonly (infer E)[]
  ? WithoutDirectives<E>[]
  : T extends object
    ? { [K in keyof T as K extends 'unit' | 'hardening' ? never : K]: WithoutDirectives<T[K]> }
    : T;
type Input = z.input<typeof configSchema>;

type Plain = WithoutDirectives<WrittenConfig>;
type PlainInput = WithoutDirectives<Input>;
/** Judged by the type check, not by running it. */
const written = (input: PlainInput): Plain => input;
const taken = (config: Plain): PlainInput => config;

test('the types and the schema agree', () => {
  expect([written, taken]).toHaveLength(2);
});

test('every field of the schema is described', () => {
  const undescribed = Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).flatMap(([key, { description }]) =>
      description === undefined ? [`${name}.${key}`] : [],
    ),
  );
  expect(undescribed).toEqual([]);
});

test('the raw block of the schema has what tsm takes, and nothing else', () => {
  const rows = Object.entries(sections).flatMap(([section, table]) =>
    Object.keys(table).map((key) => ({ section, key })),
  );
  const takes = ({ section, key }: (typeof rows)[number]): boolean => {
    const sheet = newSheet();
    planRaw({ [section]: { [key]: 'x' } }, (path) => ({ file: 'tsm.config.ts', path }), sheet);
    return sheet.diagnostics.length === 0;
  };
  const known = ({ section, key }: (typeof rows)[number]): boolean =>
    Object.hasOwn(definitions[`${section}Section`]?.properties ?? {}, key);
  const wanted = rows.filter(({ section }) => section !== 'Slice');
  expect(wanted.filter((row) => known(row) !== takes(row))).toEqual([]);
});

const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const problemsOf = (config: unknown): unknown => validator.safeParse(config).error?.issues;

const fixtures = globSync(
  ['test/fixtures/**/input/**/tsm.config.{json,yaml,yml}', 'test/fixtures/**/input/package.json'],
  {
    cwd: repository,
    ignore: ['**/errors/**'],
  },
);

test('the sample satisfies the schema', () => expect(problemsOf(sample)).toBeUndefined());

test.each(fixtures)('%s satisfies the schema', (file) => {
  const text = readFileSync(join(repository, file), 'utf8');
  const config: unknown = parseYaml(text);
  const own = basename(file) === 'package.json' ? (config as { tsm?: unknown }).tsm : config;
  if (own !== undefined) expect(problemsOf(own)).toBeUndefined();
});

test('a key that is not there is refused, at every level', () => {
  const config = structuredClone(sample) as unknown as Record<string, never>;
  const at = (...path: string[]): Record<string, unknown> =>
    path.reduce<Record<string, unknown>>(
      (node, key) => (node[key] ??= {}) as Record<string, unknown>,
      config,
    );
  at()['sevices'] = [];
  at('environments', 'dev')['limit'] = {};
  at('environments', 'dev', 'limits')['memorymax'] = '1G';
  at('environments', 'dev', 'unit', 'Service')['Nicee'] = 5;
  at('environments', 'production', 'services', 'tetra')['ports_'] = [];
  const issues = validator.safeParse(config).error?.issues ?? [];
  const keys = (list: readonly z.core.$ZodIssue[]): string[] =>
    list.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys
        : issue.code === 'invalid_union'
          ? issue.errors.flatMap(keys)
          : [],
    );
  expect(keys(issues).sort()).toEqual(['Nicee', 'limit', 'memorymax', 'ports_', 'sevices']);
});

const defaultsOf = (properties: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>).flatMap(([key, one]) =>
      one['default'] === undefined ? [] : [[key, one['default']]],
    ),
  );

/** Without the manifest, which repeats what was said. */
function bundleOf(config: object, service: object): readonly (readonly [string, string])[] {
  const sources: Sources = {
    configFile: 'tsm.config.ts',
    config: {
      project: 'shop',
      services: [
        { name: 'web', command: 'node web.js', port: 8080, health: 'http://127.0.0.1:8080/', ...service },
      ],
      environments: { production: { user: 'shop', root: '/opt/shop' } },
      ...config,
    },
    find: () => [],
    read: () => ({ missing: true }),
    probe: () => ({ exists: true, executable: true }),
    committedPorts: () => ({ value: new Map(), diagnostics: [] }),
  };
  const { value, diagnostics } = compile(sources, loadLayouts());
  expect(diagnostics).toEqual([]);
  return (value?.bundles ?? []).flatMap(({ files }) => [...files].filter(([path]) => path !== 'tsm.json'));
}

test('a default of the schema is what tsm does when nothing is said', () => {
  const config = defaultsOf(schema['properties']);
  const service = defaultsOf(definitions['Service']!.properties);
  expect({ ...config, ...service }).toEqual({
    autostart: true,
    onChange: 'restart',
    outDir: 'systemd',
    portType: 'http',
    systemd: 247,
    type: 'exec',
  });
  expect(bundleOf(config, service)).toEqual(bundleOf({}, {}));
});

test('tsm schema prints it', async () => {
  const { stdout } = await execa('node', [join(repository, 'dist/main.cjs'), 'schema']);
  expect(JSON.parse(stdout)).toEqual(schema);
});
