/** What came of filling in a text: the text and the names it used, or the first name that nobody knows. */
export type Filled =
  | { readonly value: string; readonly uses: readonly string[] }
  | { readonly unknown: string; readonly offset: number };

/**
 * Fills `${NAME}` and `${NAME:-default}` in a text of the config that is no shell code. Everything else is literal, `$5`
 * and `%` too; `\${` is a literal `${`.
 */
export function fillTemplate(text: string, known: ReadonlyMap<string, string>, pattern = BRACED): Filled {
  const uses: string[] = [];
  let unknown: { unknown: string; offset: number } | undefined;
  const value = text.replaceAll(pattern, (...match: unknown[]) => {
    const whole = String(match[0]);
    const { braced, fallback, bare } = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const name = braced ?? bare;
    if (name === undefined) return whole.slice(1);
    const found = known.get(name) ?? fallback;
    if (found === undefined) unknown ??= { unknown: name, offset: text.indexOf(whole) };
    uses.push(name);
    return found ?? '';
  });
  return unknown ?? { value, uses };
}

const BRACED = /\\\$\{|\$\{(?<braced>[A-Za-z_]\w*)(?::-(?<fallback>[^}]*))?\}/g;

/** The same with `$NAME` too, for a URL, which Tetra hands to the shell. */
export const SHELL_LIKE =
  /\\\$|\$\{(?<braced>[A-Za-z_]\w*)(?::-(?<fallback>[^}]*))?\}|\$(?<bare>[A-Za-z_]\w*)/g;
