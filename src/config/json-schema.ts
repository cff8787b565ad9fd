import * as z from 'zod/mini';
import { sandboxProperties, sectionSchemas, unitSchema } from './directive-schema.ts';
import { configSchema, environment } from './schema.ts';
import { environmentLimits, hardening, health, limits, restart, timeouts, unit } from './schema/policies.ts';
import { inlineService, serviceOverride } from './schema/service.ts';

export type JsonSchema = Record<string, unknown>;

/** Parts with a name of their own: the document says them once, and the types for editors are called so. */
const NAMED: Readonly<Record<string, z.core.$ZodType>> = {
  Environment: environment,
  Service: serviceOverride,
  InlineService: inlineService,
  Limits: limits,
  EnvironmentLimits: environmentLimits,
  Restart: restart,
  Timeouts: timeouts,
  Hardening: hardening,
  Health: health,
  Unit: unit,
};

/**
 * The JSON Schema (draft 2020-12) of what a person may write, for editors of the formats other than TypeScript. It is
 * stricter than tsm in the raw `unit` block and in `hardening`: it knows no deprecated directives.
 */
export function configJsonSchema(): JsonSchema {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  const { $schema, $defs, ...rest } = z.toJSONSchema(configSchema, {
    io: 'input',
    metadata: names,
    override: ({ zodSchema, jsonSchema }) => complete(zodSchema, jsonSchema as JsonSchema),
  }) as JsonSchema;
  return {
    $schema,
    title: 'tsm.config',
    ...rest,
    $defs: { ...($defs as JsonSchema), ...sectionSchemas() },
  };
}

/** Adds what zod does not write by itself when the names come from a registry of their own. */
function complete(schema: z.core.$ZodType, written: JsonSchema): void {
  const description = z.globalRegistry.get(schema)?.description;
  if (description !== undefined) written['description'] = description;
  const usual = defaultIn(description ?? '');
  if (usual !== undefined) written['default'] = usual;
  if (written['maximum'] === Number.MAX_SAFE_INTEGER) delete written['maximum'];
  delete written['id'];
  if (schema === unit) replace(written, unitSchema());
  else if (schema === hardening) typeSandbox(written);
}

/** A description that ends a clause with `x` "if not said" names the default. */
function defaultIn(description: string): string | number | boolean | undefined {
  const [, word, number] = /(?:^|[;,] )(?:`([^`<>]+)`|(\d+(?: ?ms| s)?)) if not said/.exec(description) ?? [];
  if (number !== undefined) return /^\d+$/.test(number) ? Number(number) : number;
  return word === 'true' || word === 'false' ? word === 'true' : word;
}

/** The object form of the sandbox takes any directive of a service; an editor should know which there are. */
function typeSandbox(written: JsonSchema): void {
  const forms = written['anyOf'] as JsonSchema[];
  const object = forms.find((form) => form['type'] === 'object');
  if (object === undefined) return;
  object['properties'] = { ...(object['properties'] as JsonSchema), ...sandboxProperties() };
  object['additionalProperties'] = false;
}

function replace(written: JsonSchema, by: JsonSchema): void {
  for (const key of Object.keys(written)) delete written[key];
  Object.assign(written, by);
}
