import { parse } from '@babel/parser';
import type { Expression, File, Node, ObjectExpression, Statement } from '@babel/types';
import type { ConfigPath, Span } from '../diagnostics/place.ts';

type Stretch = Pick<Span, 'start' | 'end'>;

/** Follows `path` through the object literals of a TypeScript or JavaScript config. Names of the same file are followed, calls and imports are not. */
export function locateInProgram(text: string, path: ConfigPath, key = false): Stretch | undefined {
  const file = parse(text, { sourceType: 'unambiguous', plugins: ['typescript'], errorRecovery: true });
  const root = exported(file);
  if (root === undefined) return undefined;
  const found = follow({ value: root }, path, file);
  return found === undefined ? undefined : stretchOf(found, key);
}

/** An object literal, for whoever adds to it. Offsets are UTF-16 code units. */
export interface LiteralObject extends Stretch {
  /** The end of its last property, without the comma. */
  readonly last: number | undefined;
  /** Comments of the whole file. */
  readonly comments: readonly Stretch[];
}

/** The object literal behind `path`; nothing when it is computed. JSON is read as the expression that it is. */
export function objectInProgram(text: string, path: ConfigPath): LiteralObject | undefined {
  const file = parse(text, { sourceType: 'unambiguous', plugins: ['typescript'], errorRecovery: true });
  const root = exported(file);
  const found = root === undefined ? undefined : follow({ value: root }, path, file);
  const node = found === undefined ? undefined : plain(found.value, file);
  if (node?.type !== 'ObjectExpression' || node.start == null || node.end == null) return undefined;
  const comments = (file.comments ?? []).flatMap(({ start, end }) =>
    start === undefined || end === undefined ? [] : [{ start, end }],
  );
  return { start: node.start, end: node.end, last: node.properties.at(-1)?.end ?? undefined, comments };
}

/** The offset of the first syntax error of a JavaScript program, in UTF-16 code units. */
export function syntaxErrorIn(text: string): number | undefined {
  try {
    parse(text, { sourceType: 'unambiguous' });
    return undefined;
  } catch (problem) {
    return (problem as { pos: number }).pos;
  }
}

/** A property (`key` and value) or an element of a list (value alone). */
interface Found {
  readonly key?: Node;
  readonly value: Node;
}

function follow(from: Found, path: ConfigPath, file: File): Found | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return from;
  const next = child(plain(from.value, file), first, file);
  return next === undefined ? undefined : follow(next, rest, file);
}

function child(node: Node, key: string | number, file: File): Found | undefined {
  if (node.type === 'ArrayExpression') return element(node.elements, key);
  return node.type === 'ObjectExpression' ? property(node, String(key), file) : undefined;
}

function element(elements: readonly (Node | null)[], key: string | number): Found | undefined {
  const before = elements.slice(0, Number(key) + 1);
  const value = before.at(-1);
  if (value === undefined || value === null || before.length !== Number(key) + 1) return undefined;
  return before.some((one) => one?.type === 'SpreadElement') ? undefined : { value };
}

/** The last property of that name wins; a spread is followed when it names an object of the same file. */
function property(node: ObjectExpression, key: string, file: File): Found | undefined {
  for (const one of node.properties.toReversed()) {
    if (one.type === 'SpreadElement') {
      const inner = child(plain(one.argument, file), key, file);
      if (inner !== undefined) return inner;
    } else if (!one.computed && nameOf(one.key) === key) {
      return { key: one.key, value: one.type === 'ObjectProperty' ? one.value : one };
    }
  }
  return undefined;
}

const nameOf = (key: Node): string | undefined =>
  key.type === 'Identifier'
    ? key.name
    : key.type === 'StringLiteral' || key.type === 'NumericLiteral'
      ? String(key.value)
      : undefined;

/** Looks through casts, `defineConfig(…)` and names of this file to the literal behind them. */
function plain(node: Node, file: File): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return plain(node.expression, file);
    case 'CallExpression':
      return node.arguments.length === 1 && node.arguments[0] !== undefined
        ? plain(node.arguments[0], file)
        : node;
    case 'Identifier': {
      const value = declared(node.name, file);
      return value === undefined ? node : plain(value, file);
    }
    default:
      return node;
  }
}

function declared(name: string, file: File): Expression | undefined {
  for (const statement of file.program.body.map(unwrapped)) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    const found = statement.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}

const unwrapped = (statement: Statement): Statement =>
  statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement;

/** `export default …`, or `module.exports = …`. */
function exported(file: File): Node | undefined {
  for (const statement of file.program.body) {
    if (statement.type === 'ExportDefaultDeclaration') return statement.declaration;
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue;
    const { left, right } = statement.expression;
    if (
      left.type === 'MemberExpression' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports'
    )
      return right;
  }
  return undefined;
}

/** A short value is pointed at itself, a long one by its key, as is a key that is wrong. */
function stretchOf({ key, value }: Found, wantsKey: boolean): Stretch | undefined {
  const node =
    key !== undefined && (wantsKey || value.type === 'ObjectExpression' || value.type === 'ArrayExpression')
      ? key
      : value;
  return node.start == null || node.end == null ? undefined : { start: node.start, end: node.end };
}
