// dotenv 17, parse() of its lib/main.js, rebuilt from its rules: a dependency would read what it finds in its own process, too.

/** The variables that dotenv reads from a file, in the order of first assignment. It expands nothing. */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const [, name = '', written = ''] of text.replaceAll(/\r\n?/g, '\n').matchAll(LINE)) {
    const value = written.trim();
    const inner = value.replaceAll(/^(['"`])([\s\S]*)\1$/gm, '$2');
    entries.set(name, value.startsWith('"') ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner);
  }
  return entries;
}

/** As dotenv has it, but that neither blank lines nor a long name are tried from each of their characters. */
const LINE =
  /^[^\S\n]*(?:export\s+)?(?=([\w.-]+))\1(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;
