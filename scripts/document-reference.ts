import { DOCUMENTS, documentSchema, type DocumentName } from '../src/documents/documents.ts';
import type { JsonSchema } from '../src/config/json-schema.ts';

/** Which command lines print which document. */
const PRINTED_BY: Readonly<Record<DocumentName, string>> = {
  generate: 'tsm generate',
  check: 'tsm check',
  'check-env-files': 'tsm check --env-files',
  diff: 'tsm diff',
  'diff-base': 'tsm diff --base REV',
  'install-preview': 'tsm install --dry-run, tsm rollback --dry-run',
  install: 'tsm install, tsm rollback',
  uninstall: 'tsm uninstall',
  generations: 'tsm generations',
  'secrets-list': 'tsm secrets list',
  'secrets-change': 'tsm secrets set, tsm secrets rm',
  lifecycle: 'tsm start, tsm stop, tsm restart',
  enablement: 'tsm enable, tsm disable',
  status: 'tsm status',
  list: 'tsm list',
  doctor: 'tsm doctor',
  import: 'tsm import',
  scaffold: 'tsm init, tsm new service, tsm new environment',
  try: 'tsm try',
  refusal: 'any command that reports',
};

/** A section for every document, then the parts that have names. */
export function documentSections(): string {
  const names = Object.keys(DOCUMENTS) as DocumentName[];
  const parts = new Map(
    names.flatMap((name) =>
      Object.entries((documentSchema(name)['$defs'] ?? {}) as Record<string, JsonSchema>),
    ),
  );
  return [
    ...names.map((name) => section(name, documentSchema(name), PRINTED_BY[name])),
    ...[...parts].map(([name, schema]) => section(name, schema)),
  ].join('\n\n');
}

function section(name: string, schema: JsonSchema, lines?: string): string {
  const commands = lines === undefined ? '' : ` Printed by ${lines.replaceAll(/tsm [^,]*/g, '`$&`')}.`;
  const { description } = schema;
  return `### ${name}\n\n${String(description)}${commands}\n\n\`\`\`ts\n${shapeOf(schema, '')}\n\`\`\``;
}

/** A value as a type of TypeScript, with what is to be said of it. */
function shapeOf(schema: JsonSchema, indent: string): string {
  if (typeof schema['$ref'] === 'string') return schema['$ref'].slice('#/$defs/'.length);
  if (schema['const'] !== undefined)
    return typeof schema['const'] === 'string' ? `'${schema['const']}'` : String(schema['const']);
  if (schema['enum'] !== undefined)
    return (schema['enum'] as string[]).map((word) => `'${word}'`).join(' | ');
  const forms = schema['anyOf'] as JsonSchema[] | undefined;
  if (forms !== undefined) return forms.map((form) => shapeOf(form, indent)).join(' | ');
  if (schema['type'] === 'array') return listOf(schema['items'] as JsonSchema, indent);
  return schema['type'] === 'object'
    ? objectOf(schema, indent)
    : [schema['type'] ?? 'unknown'].flat().join(' | ');
}

function listOf(items: JsonSchema, indent: string): string {
  const item = shapeOf(items, indent);
  return (item.includes(' | ') && !item.startsWith('{')) || items['anyOf'] !== undefined
    ? `(${item})[]`
    : `${item}[]`;
}

function objectOf(schema: JsonSchema, indent: string): string {
  const required = new Set(schema['required'] as string[] | undefined);
  const lines = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(([key, one]) => {
    const about =
      one['description'] === undefined || key === 'version' || key === 'ok'
        ? ''
        : ` // ${String(one['description'])}`;
    const deeper = `${indent}  `;
    const shape = shapeOf(one, deeper);
    const head = `${deeper}${key}${required.has(key) ? '' : '?'}: `;
    return shape.startsWith('{\n') && about !== ''
      ? `${head}{${about}${shape.slice(1)};`
      : `${head}${shape};${about}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}
