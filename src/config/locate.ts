import type { ConfigPath, Span } from '../diagnostics/place.ts';

type Stretch = Pick<Span, 'start' | 'end'>;

/**
 * The stretch of a config's source that says `path`, or else the nearest setting around it: what is missing is missing
 * there, and a computed value is computed there. The parsers are heavy and load only here, when somebody looks.
 */
export async function locate(
  file: string,
  text: string,
  path: ConfigPath,
  key = false,
): Promise<Stretch | undefined> {
  const find = /\.(json|ya?ml)$/.test(file) ? locateInData : await programLocator();
  const top = file.endsWith('package.json') ? ['tsm'] : [];
  for (let length = path.length; length > 0; length--) {
    const found = await find(text, [...top, ...path.slice(0, length)], key && length === path.length);
    if (found !== undefined) return found;
  }
  return undefined;
}

const programLocator = async () => (await import('./locate-program.ts')).locateInProgram;

async function locateInData(text: string, path: ConfigPath, key: boolean): Promise<Stretch | undefined> {
  const { isMap, isNode, isPair, isScalar, parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [last, ...parents] = path.toReversed();
  if (last === undefined) return undefined;
  const parent: unknown =
    parents.length === 0 ? document.contents : document.getIn(parents.toReversed(), true);
  const pair = isMap(parent)
    ? parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last),
      )
    : undefined;
  const value = pair?.value ?? document.getIn(path, true);
  const order = key ? [pair?.key, value] : [value, pair?.key];
  const [node] = order.filter((one) => isNode(one) && isScalar(one));
  const range = (node ?? pair?.key ?? value) as { range?: [number, number, number] | null } | undefined;
  return range?.range ? { start: range.range[0], end: range.range[1] } : undefined;
}
