import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A text that PM2 evaluates as an object of JavaScript, without evaluating it: comments, names without quotes, commas at the end. */
export async function parseLoose(file: string, text: string): Promise<Checked<{ readonly data: unknown }>> {
  const { parsers } = await import('prettier/plugins/babel');
  try {
    const { node } = parsers.json5.parse(text, OPTIONS) as { node: Node };
    return { value: { data: valueOf(node) }, diagnostics: [] };
  } catch (problem) {
    const { message, loc } = problem as Error & { loc?: { start: { line: number; column: number } } };
    const said = message.split('\n')[0]?.replace(/\.?\s*\(\d+:\d+\)$/, '') ?? '';
    return fail({ file, ...placeOf(text, loc?.start) }, `it is no JSON: ${said}`);
  }
}

type Options = Parameters<(typeof import('prettier/plugins/babel'))['parsers']['json5']['parse']>[1];
/** The parser of JSON looks at none. */
const OPTIONS = {} as Options;

const fail = (at: Place, problem: string): Checked<never> => ({
  value: undefined,
  diagnostics: [diagnostic('import-invalid', at, { problem: `${problem}. ${WAY_OUT}` })],
});

const WAY_OUT = 'What is a program goes into a file ecosystem.config.cjs that says module.exports = …';

/** Lines and columns count from 1. */
function placeOf(text: string, at?: { readonly line: number; readonly column: number }): object {
  if (at === undefined) return {};
  const before = text.split('\n').slice(0, at.line - 1);
  const start = Math.min(text.length, before.join('\n').length + (at.line > 1 ? 1 : 0) + at.column - 1);
  return { start, end: start + 1 };
}

/** The parser lets through only what has a value by itself. */
function valueOf(node: Node): unknown {
  const any = node as Node & Record<string, unknown>;
  switch (node.type) {
    case 'ObjectExpression':
      return Object.fromEntries(
        (any['properties'] as { key: Node; value: Node }[]).map(({ key, value }) => [
          key.type === 'Identifier' ? (key as Node & { name: string }).name : String(valueOf(key)),
          valueOf(value),
        ]),
      );
    case 'ArrayExpression':
      return (any['elements'] as (Node | null)[]).map((one) => (one === null ? null : valueOf(one)));
    case 'UnaryExpression':
      return any['operator'] === '-'
        ? -Number(valueOf(any['argument'] as Node))
        : valueOf(any['argument'] as Node);
    case 'TemplateLiteral':
      return (any['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('');
    case 'NullLiteral':
      return null;
    case 'Identifier':
      return { Infinity, NaN }[any['name'] as string];
    default:
      return any['value'];
  }
}
