import type * as z from 'zod/mini';
import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { atKey, type ConfigPath, type Place } from '../diagnostics/place.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { expectation, show, wordsOf } from './expectation.ts';
import { configSchema, type Config } from './schema.ts';
import { serviceOverride, type Settings } from './schema/service.ts';

type PlaceOf = (path: ConfigPath) => Place;

/** The variable behind a setting, where settings are variables, which are all text. */
type WrittenAs = (path: ConfigPath) => string | undefined;

/** What a complaint needs to know of the value it is about. */
interface Subject {
  readonly schema: z.ZodMiniType;
  readonly raw: unknown;
  readonly placeOf: PlaceOf;
  readonly writtenAs?: WrittenAs | undefined;
}

/** ② The written config as the complete one. All mistakes of shape are reported together. */
export function validateConfig(raw: unknown, file: string): Checked<Config> {
  if (raw === undefined || raw === null)
    return checked(undefined as never, [diagnostic('config-empty', { file }, {})]);
  try {
    const lost = protoIn(raw, []);
    if (lost !== undefined) return checked(undefined as never, [protoKey(lost, file)]);
    return validateShape(configSchema, raw, (path) => ({ file, path }));
  } catch (problem) {
    // A config is a program's object: a getter of it may throw.
    const message = problem instanceof Error ? problem.message : String(problem);
    return { value: undefined, diagnostics: [diagnostic('config-throws', { file }, { message })] };
  }
}

/** Where a key is `__proto__`, which JavaScript keeps for itself: the value would be lost without a word. */
function protoIn(value: unknown, path: ConfigPath): ConfigPath | undefined {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return undefined;
  if (Object.hasOwn(value, '__proto__')) return [...path, '__proto__'];
  for (const [key, one] of Object.entries(value)) {
    const found = protoIn(one, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No setting lies deeper; an object that holds itself does. */
const DEEPEST = 8;

const protoKey = (path: ConfigPath, file: string): Diagnostic =>
  diagnostic('invalid-key', atKey({ file, path }), {
    key: '__proto__',
    parent: String(path.at(-2) ?? 'config'),
    expected: 'another name',
  });

/** The settings of one service, from a .tsm file, in the shape that the config's services have. */
export const validateSettings = (raw: unknown, placeOf: PlaceOf, writtenAs: WrittenAs): Checked<Settings> =>
  validateShape(serviceOverride, raw, placeOf, writtenAs);

function validateShape<S extends z.ZodMiniType>(
  schema: S,
  raw: unknown,
  placeOf: PlaceOf,
  writtenAs?: WrittenAs,
): Checked<z.output<S>> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  const subject = { schema, raw, placeOf, writtenAs };
  const diagnostics = parsed.error.issues.flatMap((issue) => describeIssue(issue, [], subject));
  return { value: undefined, diagnostics };
}

/** A zod issue in our words. A union complains through the branch that got furthest, which is the one that was meant. */
function describeIssue(issue: z.core.$ZodIssue, prefix: ConfigPath, subject: Subject): Diagnostic[] {
  const path = [...prefix, ...(issue.path as ConfigPath)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, subject));
    case 'invalid_union': {
      const deepest = deepestBranch(issue.errors);
      if (deepest !== undefined) return deepest.flatMap((one) => describeIssue(one, path, subject));
      break;
    }
    case 'invalid_key':
      return [invalidKey(path, issue.issues.map((one) => expectation(one)).join(', '), subject)];
  }
  const found = valueAt(subject.raw, path);
  if (found === undefined) return [missingKey(path, expectation(issue), subject)];
  return [invalidValue(path, found, issue, subject)];
}

const depth = (branch: readonly z.core.$ZodIssue[]): number =>
  Math.max(...branch.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));

function deepestBranch(branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | undefined {
  const deep = branches.filter((branch) => depth(branch) > 0);
  return deep.toSorted((a, b) => depth(b) - depth(a))[0];
}

function unknownKey(key: string, path: ConfigPath, { schema, placeOf }: Subject): Diagnostic {
  const known = [...new Set(keysBelow(schema, path))];
  return diagnostic('unknown-key', atKey(placeOf([...path, key])), {
    key,
    nearest: nearest(key, known),
    known,
  });
}

function invalidKey(path: ConfigPath, expected: string, { placeOf }: Subject): Diagnostic {
  const [key, parent] = [String(path.at(-1)), String(path.at(-2) ?? 'config')];
  return diagnostic('invalid-key', atKey(placeOf(path)), { key, parent, expected });
}

function missingKey(path: ConfigPath, expected: string, { placeOf }: Subject): Diagnostic {
  const key = String(path.at(-1) ?? 'config');
  return diagnostic('missing-key', placeOf(path.slice(0, -1)), { key, expected });
}

function invalidValue(
  path: ConfigPath,
  found: unknown,
  issue: z.core.$ZodIssue,
  { placeOf, writtenAs }: Subject,
): Diagnostic {
  return diagnostic('invalid-value', placeOf(path), {
    key: writtenAs?.(path) ?? String(path.at(-1) ?? 'config'),
    found: show(found),
    nearest: typeof found === 'string' ? nearest(found, wordsOf(issue)) : undefined,
    expected: expectation(issue, writtenAs !== undefined),
  });
}

/** The keys that a schema knows at a path. */
function keysBelow(schema: z.core.$ZodType, path: ConfigPath): readonly string[] {
  const definition = (schema as z.ZodMiniType).def as unknown as SchemaDefinition;
  const through = definition.innerType ?? definition.in;
  if (through !== undefined) return keysBelow(through, path);
  if (definition.options !== undefined)
    return definition.options.flatMap((option) => keysBelow(option, path));
  const [first, ...rest] = path;
  if (definition.shape !== undefined) {
    if (first === undefined) return Object.keys(definition.shape);
    const next = definition.shape[String(first)];
    return next === undefined ? [] : keysBelow(next, rest);
  }
  const element = definition.element ?? definition.valueType;
  return element !== undefined && first !== undefined ? keysBelow(element, rest) : [];
}

/** The parts of zod's own description of a schema that lead to its children. */
interface SchemaDefinition {
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Record<string, z.core.$ZodType>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
}

function valueAt(raw: unknown, path: ConfigPath): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
