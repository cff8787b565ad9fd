import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { refuse, spanOf, type Node, type Reading } from './context.ts';
import { readName, refuseUnset, scalarOf, use } from './lookup.ts';
import { isSetByBash, NAME } from './names.ts';
import { joinPieces, type Piece } from './piece.ts';

/** Reads the word of `${NAME:-word}`. With `plain`, as the value of a variable of its own. */
export type OperandReader = (operand: Word, reading: Reading, plain: boolean) => Piece[];

/** `$NAME`, `$1`, `$?`: the text after the dollar decides. */
export function readSimple(text: string, node: Node, reading: Reading): string {
  const name = text.slice(1);
  if (isName(name)) return readName(name, node, reading) ?? '';
  refuse(reading, 'special-parameter', node, { text });
  return '';
}

const isName = (name: string): boolean => NAME.test(name) && name !== '_';

/** `${NAME}`, and `${NAME:-word}` with `-`, `=`, `+` and `?`. Every other form is refused by name. */
export function readParameter(
  part: ParameterExpansionPart,
  kind: Piece['kind'],
  reading: Reading,
  readOperand: OperandReader,
): Piece[] {
  if (refusesForm(part, reading)) return [];
  const { parameter: name, operation } = part;
  if (operation?.type === 'Default') return readDefault(part, operation, kind, reading, readOperand);
  return [{ kind, text: readName(name, part, reading) ?? '' }];
}

const FORMS: Readonly<Record<Exclude<ParameterOperation['type'], 'Default'>, string>> = {
  Remove: 'the removal',
  Replace: 'the replacement',
  Slice: 'the slice',
  CaseModification: 'the change of case',
  Transform: 'the transformation',
  Names: 'the list of names',
  Unknown: 'the expansion',
};

function refusesForm(part: ParameterExpansionPart, reading: Reading): boolean {
  const { text, parameter, prefix, index, operation } = part;
  const unknown = (kind: string) => refuse(reading, 'unknown-expansion', part, { kind, text });
  if (prefix === '!') unknown('the indirect expansion');
  else if (prefix === '#' && parameter !== '') unknown('the length');
  else if (parameter !== '' && !isName(parameter)) refuse(reading, 'special-parameter', part, { text });
  else if (index !== undefined)
    refuse(reading, /^[@*]$/.test(index.text) ? 'array-in-string' : 'array-index', part, { text });
  else if (operation !== undefined && operation.type !== 'Default') unknown(FORMS[operation.type]);
  else if (operation === undefined && text.replaceAll('\\\n', '') !== `\${${parameter}}`)
    unknown('the expansion');
  else if (parameter === '') unknown('the expansion');
  else return false;
  return true;
}

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

/** bash(1), "Parameter Expansion": a colon makes an empty value count as unset. */
function readDefault(
  part: ParameterExpansionPart,
  { operator, operand }: DefaultOperation,
  kind: Piece['kind'],
  reading: Reading,
  readOperand: OperandReader,
): Piece[] {
  const name = part.parameter;
  const binding = reading.lookup(name);
  const value = binding && scalarOf(binding);
  const isSet = value !== undefined && !(operator.startsWith(':') && value === '');
  const sign = operator.slice(-1);
  if (value === undefined && isSetByBash(name)) refuseUnset(name, part, reading);
  const inner = { ...reading, live: reading.live && isSet === (sign === '+'), uses: new Set<string>() };
  const word = readOperand(operand, inner, sign === '=');
  if (isSet && sign !== '+') {
    use(name, binding, reading);
    return [{ kind, text: value }];
  }
  // What says that a secret may be absent speaks of a secret all the same.
  if (reading.live && sign !== '+') reading.uses.add(name);
  if (!inner.live) return [];
  for (const other of inner.uses) reading.uses.add(other);
  const text = joinPieces(word);
  if (sign === '?') refuse(reading, 'required-variable', part, { name, message: text });
  if (sign !== '=') return word;
  if (typeof binding?.value === 'object') refuse(reading, 'scalar-to-array', part, { name });
  const places = { at: spanOf(reading.file, part), valueAt: spanOf(reading.file, operand) };
  reading.assign({ name, value: text, uses: inner.uses, ...places });
  return [{ kind, text }];
}
