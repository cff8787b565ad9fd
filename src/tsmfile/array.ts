import type { ParameterExpansionPart, Word } from 'unbash';
import { refuse, startReading, type Reading, type WordContext } from './context.ts';
import { refuseUnset, use } from './lookup.ts';
import { expandElement, type Expanded } from './word.ts';

/** The words of `NAME=(…)`: each element is split, but must not depend on the files of a directory. */
export function expandArray(elements: readonly Word[], context: WordContext): Expanded<readonly string[]> {
  const uses = new Set<string>();
  const value = elements.flatMap((element) => {
    const expanded = expandOne(element, context);
    for (const name of expanded.uses) uses.add(name);
    return expanded.value;
  });
  return { value, uses };
}

function expandOne(element: Word, context: WordContext): Expanded<readonly string[]> {
  const whole = wholeArray(element);
  if (whole !== undefined) return expandWhole(whole, startReading(context));
  if (!/^\[.*\]\+?=/s.test(element.text)) return expandElement(element, context);
  refuse(context, 'array-index', element, { text: element.text });
  return { value: [], uses: new Set() };
}

/** `"${NAME[@]}"`, and nothing else in the word. */
function wholeArray({ parts }: Word): ParameterExpansionPart | undefined {
  const quotes = parts?.length === 1 ? parts[0] : undefined;
  const inner = quotes?.type === 'DoubleQuoted' && quotes.parts.length === 1 ? quotes.parts[0] : undefined;
  return inner?.type === 'ParameterExpansion' && /^\$\{[A-Za-z_]\w*\[@\]\}$/.test(inner.text)
    ? inner
    : undefined;
}

function expandWhole(part: ParameterExpansionPart, reading: Reading): Expanded<readonly string[]> {
  const binding = reading.lookup(part.parameter);
  if (binding === undefined) refuseUnset(part.parameter, part, reading);
  else use(part.parameter, binding, reading);
  const value = binding?.value ?? [];
  return { value: typeof value === 'string' ? [value] : value, uses: reading.uses };
}
