import type { ConfigPath, Span } from '../diagnostics/place.ts';

type Stretch = Pick<Span, 'start' | 'end'>;

/**
 * The stretch of a config's source that says `path`, or nothing when it cannot be told: a value that is computed
 * has no line, and a wrong line is worse than none. The parsers are heavy and load only here, when somebody looks.
 */
export async function locate(file: string, text: string, path: ConfigPath): Promise<Stretch | undefined> {
  if (/\.(json|ya?ml)$/.test(file))
    return locateInData(text, file.endsWith('package.json') ? ['tsm', ...path] : path);
  const { locateInProgram } = await import('./locate-program.ts');
  return locateInProgram(text, path);
}

async function locateInData(text: string, path: ConfigPath): Promise<Stretch | undefined> {
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
  const [node] = [value, pair?.key].filter((one) => isNode(one) && isScalar(one));
  const range = (node ?? pair?.key ?? value) as { range?: [number, number, number] | null } | undefined;
  return range?.range ? { start: range.range[0], end: range.range[1] } : undefined;
}
