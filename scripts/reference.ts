import type { CommandEntry, CommandGroup } from '../src/commands/entry.ts';
import { COMMANDS, GROUPS } from '../src/commands/table.ts';
import { configJsonSchema, type JsonSchema } from '../src/config/json-schema.ts';
import { documentSections } from './document-reference.ts';
import { TSM_SETTINGS, type Reading } from '../src/config/tsm-settings.ts';

const schema = configJsonSchema();
const definitions = schema['$defs'] as Readonly<Record<string, JsonSchema>>;

/** Parts of the documents that are made from the code, by the name between their marks. */
export const REFERENCES: Readonly<Record<string, () => string>> = {
  commands: commandTable,
  config: () => fieldTable(rowsOf(schema)),
  environment: () => fieldTable(rowsOf(definitions['Environment'] ?? {})),
  service: () => fieldTable(rowsOf(definitions['Service'] ?? {})),
  limits: () => fieldTable(rowsOf(definitions['Limits'] ?? {})),
  slice: () =>
    fieldTable(rowsOf(definitions['EnvironmentLimits'] ?? {}).filter(({ key }) => key.startsWith('slice'))),
  restart: () => fieldTable(rowsOf(definitions['Restart'] ?? {})),
  timeouts: () => fieldTable(rowsOf(definitions['Timeouts'] ?? {})),
  health: () => fieldTable(rowsOf(definitions['Health'] ?? {})),
  unit: sectionTable,
  settings: settingsTable,
  documents: documentSections,
};

function commandTable(): string {
  const rows = [...COMMANDS.map((entry) => commandRow(entry)), ...GROUPS.flatMap(groupRows)];
  return table(['command', 'what it does', 'options'], rows);
}

const commandRow = ({ name, args, summary, options }: CommandEntry, group?: string): readonly string[] => [
  `\`${['tsm', group, name, args].filter(Boolean).join(' ')}\``,
  summary,
  options.map(([flags]) => `\`${flags}\``).join(' '),
];

/** A group of other names for commands that have a row already is one row. */
function groupRows({ name, summary, verbs }: CommandGroup): readonly (readonly string[])[] {
  const isAlias = verbs.every((verb) => COMMANDS.some((one) => one.name === verb.name));
  if (!isAlias) return verbs.map((verb) => commandRow(verb, name));
  return [[`\`tsm ${name} <${verbs.map((verb) => verb.name).join('|')}>\``, summary, '']];
}

interface Field {
  readonly key: string;
  readonly schema: JsonSchema;
}

/** Fields of an object, those of objects written in place right after it. */
function rowsOf(object: JsonSchema): readonly Field[] {
  const properties = objectForm(object)?.['properties'] as Record<string, JsonSchema> | undefined;
  return Object.entries(properties ?? {}).flatMap(([key, one]) => [
    { key, schema: one },
    ...rowsOf(one).map((field) => ({ ...field, key: `${key}.${field.key}` })),
  ]);
}

/** The form of a value that has fields of its own; a reference is a table of its own. */
const objectForm = (one: JsonSchema): JsonSchema | undefined =>
  one['properties'] === undefined
    ? ((one['anyOf'] ?? []) as JsonSchema[]).find((form) => form['properties'] !== undefined)
    : one;

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(({ key, schema: one }) => [
    `\`${key}\``,
    typeOf(one),
    String(one['description'] ?? ''),
  ]);
  return table(['field', 'value', 'meaning'], rows);
}

function sectionTable(): string {
  const rows = rowsOf(definitions['Unit'] ?? {}).map(({ key }) => {
    const directives = rowsOf(definitions[`${key}Section`] ?? {});
    const pages = directives.map(
      ({ schema: one }) => /^[^ ,]*\)/.exec(String(one['description']))?.[0] ?? '',
    );
    return [`\`${key}\``, String(directives.length), [...new Set(pages)].join(', ')];
  });
  return table(['section', 'directives', 'man pages'], rows);
}

function settingsTable(): string {
  const rows = Object.entries(TSM_SETTINGS).map(([key, { path, reading }]) => [
    `\`${key}\``,
    `\`${path.join('.')}\``,
    READINGS[reading],
    ONLY_HERE[key] ?? meaningAt(path),
  ]);
  return table(['setting', 'in the config', 'value', 'meaning'], rows);
}

/** Where a service file can say less than the config. */
const ONLY_HERE: Readonly<Record<string, string>> = {
  TSM_HARDENING:
    'Sandbox: `off`, `relaxed` or `strict`. Single directives go into `TSM_UNIT`: `TSM_UNIT=(Service.ReadWritePaths=/srv/prices)`.',
};

const READINGS: Readonly<Record<Reading, string>> = {
  text: 'one value',
  boolean: '`true` or `false`',
  names: 'names, separated by blanks or commas, or an array',
  list: 'words, or an array',
  code: 'shell code, or an array of it',
  restart: '`true` is `on-failure`, `false` is `no`',
  directives: '`Section.Key=value`, one a line or an array',
};

function meaningAt(path: readonly string[]): string {
  let at: JsonSchema | undefined = definitions['Service'];
  for (const key of path) at = rowsOf(followed(at ?? {})).find((field) => field.key === key)?.schema;
  return String(at?.['description'] ?? '');
}

const nameOf = (one: JsonSchema): string | undefined =>
  typeof one['$ref'] === 'string' ? one['$ref'].slice('#/$defs/'.length) : undefined;

const followed = (one: JsonSchema): JsonSchema => definitions[nameOf(one) ?? ''] ?? one;

function typeOf(one: JsonSchema): string {
  const name = nameOf(one);
  if (name === 'InlineService') return '[Service](#service) with a `name`';
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`;
  if (one['anyOf'] !== undefined)
    return [...new Set((one['anyOf'] as JsonSchema[]).map(typeOf))].join(' or ');
  if (one['enum'] !== undefined) return (one['enum'] as string[]).map((word) => `\`${word}\``).join(', ');
  if (one['const'] !== undefined) return `\`${String(one['const'])}\``;
  if (one['type'] === 'array') return `list of ${typeOf(one['items'] as JsonSchema)}`;
  if (one['type'] === 'object')
    return one['properties'] === undefined
      ? `by name: ${typeOf(one['additionalProperties'] as JsonSchema)}`
      : 'object';
  return [one['type']].flat().join(' or ');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(line).join('\n');

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
