/** What dotenv 17 reads: parse() of its lib/main.js, rebuilt from its rules. It expands nothing. */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const [, name = '', written = ''] of text.replaceAll(/\r\n?/g, '\n').matchAll(LINE)) {
    const value = written.trim();
    const inner = value.replaceAll(/^(['"`])([\s\S]*)\1$/gm, '$2');
    entries.set(name, value.startsWith('"') ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner);
  }
  return entries;
}

const LINE =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;
