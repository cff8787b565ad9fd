import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { configJsonSchema, type JsonSchema } from '../src/config/json-schema.ts';

/** Where the types are committed, relative to the repository. */
export const TYPES_FILE = 'src/config/written.ts';

const BANNER = '// Generated from the schema and the table of directives. Do not edit: run npm run types';

/** The text of `src/config/written.ts`: what a person may write in a config, with a comment on every field. */
export async function configTypes(): Promise<string> {
  const { $defs, ...config } = configJsonSchema();
  const definitions = Object.fromEntries(
    Object.entries($defs as JsonSchema).map(([name, schema]) => [typeName(name), byName(schema)]),
  );
  const document = { ...(byName(config) as JsonSchema), definitions } as JSONSchema;
  const text = await compile(document, 'WrittenConfig', {
    bannerComment: BANNER,
    unreachableDefinitions: true,
    format: false,
  });
  return format(shorter(text), { ...(await resolveConfig(TYPES_FILE)), parser: 'typescript' });
}

const typeName = (definition: string): string => `Written${definition}`;

/** References become the names of types: followed, each would make one more copy of what it refers to. */
function byName(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(byName);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, title: _, ...rest } = schema as JsonSchema;
  if (typeof $ref === 'string') return { ...rest, tsType: typeName($ref.slice('#/$defs/'.length)) };
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, byName(value)]));
}

/** One line for a comment of one line, and no word of where in the schema a type came from. */
const shorter = (text: string): string =>
  text
    .replaceAll(/\/\*\*\n \* This interface was referenced by[^/]*\*\/\n/g, '')
    .replaceAll(/\/\*\*\n\s*\* ([^\n]*)\n\s*\*\//g, '/** $1 */');
