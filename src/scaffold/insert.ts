import type { ConfigPath } from '../diagnostics/place.ts';
import type { LiteralObject } from '../config/locate-program.ts';

/** The text of a config with one property more in the object at `path`. Nothing when that object is not written out. */
export async function insertProperty(
  file: string,
  text: string,
  path: ConfigPath,
  key: string,
  value: unknown,
): Promise<string | undefined> {
  if (/\.ya?ml$/.test(file)) return insertIntoYaml(text, path, key, value);
  const { objectInProgram } = await import('../config/locate-program.ts');
  const { literal, property } = await import('./literal.ts');
  if (!file.endsWith('.json')) {
    const found = objectInProgram(text, path);
    return found === undefined
      ? undefined
      : insertIntoObject(text, found, `${property(key)}: ${literal(value)}`, true);
  }
  const lead = 'export default ';
  const found = objectInProgram(lead + text, file.endsWith('package.json') ? ['tsm', ...path] : path);
  if (found === undefined) return undefined;
  const json = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  return insertIntoObject(lead + text, found, `${JSON.stringify(key)}: ${json}`, false).slice(lead.length);
}

/** Comments stay, and so do most blanks. */
async function insertIntoYaml(
  text: string,
  path: ConfigPath,
  key: string,
  value: unknown,
): Promise<string | undefined> {
  const { isMap, parseDocument } = await import('yaml');
  const document = parseDocument(text);
  if (!isMap(document.getIn(path, true))) return undefined;
  document.setIn([...path, key], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

/** Behind the last property, and behind the comment that belongs to it. */
function insertIntoObject(text: string, object: LiteralObject, added: string, trailing: boolean): string {
  const inner = object.end - 1;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (object.last === undefined) return `${text.slice(0, inner)} ${added} ${text.slice(inner)}`;
  const afterLast = skip(text, object.last, object, true);
  const hasComma = text[afterLast] === ',';
  const isOneLine = !text.slice(object.start, object.end).includes('\n');
  const comma = hasComma ? '' : ',';
  const rest = hasComma ? afterLast + 1 : object.last;
  if (isOneLine) return `${text.slice(0, object.last)}, ${added}${text.slice(object.last)}`;
  const place = skip(text, rest, object, false);
  const indent = indentAt(text, object.last, object.start);
  const before = text.slice(0, object.last) + comma + text.slice(object.last, place);
  return `${before}${end}${indent}${added}${trailing ? ',' : ''}${text.slice(place)}`;
}

/** Past blanks and comments, over line ends only where asked to. */
function skip(text: string, from: number, { comments }: LiteralObject, overLines: boolean): number {
  const comment = comments.find(({ start }) => start === from);
  if (comment !== undefined)
    return skip(text, comment.end, { start: 0, end: 0, last: undefined, comments }, overLines);
  const blank = overLines ? /\s/ : /[ \t]/;
  if (from < text.length && blank.test(text[from] as string)) {
    const next = skip(text, from + 1, { start: 0, end: 0, last: undefined, comments }, overLines);
    // Blanks before a line end are left where they are, so that nothing is added to them.
    return next;
  }
  return from;
}

/** The indentation of the line on which the last property of the object begins, or one more than that of the object. */
function indentAt(text: string, last: number, start: number): string {
  const lines = text.slice(start, last).split('\n');
  const closing = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start) + 1))?.[0] ?? '';
  const inside = lines.slice(1).map((line) => /^[ \t]*(?=\S)/.exec(line)?.[0]);
  return inside.find((one) => one !== undefined && one.length > closing.length) ?? `${closing}  `;
}
