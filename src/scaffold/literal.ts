/** A value as source: `{ user: 'shop' }` as TypeScript with keys unquoted where they may be. A formatter does the rest. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return text(value);
  const properties = Object.entries(value).map(([key, one]) => `${property(key)}: ${literal(one)}`);
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}

export const property = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : text(key);

/** Single quotes, as most projects write them; the formatter of a project that does not will change them. */
function text(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const inner = JSON.stringify(value).slice(1, -1);
  return inner.includes("'") ? `"${inner}"` : `'${inner.replaceAll(String.raw`\"`, '"')}'`;
}
