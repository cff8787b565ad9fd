import { readEnvFile } from '../envfile/read.ts';

/** Variables of a `.env` file as foreman and the dotenv libraries read it: nothing is expanded. */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([^\s=#]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) entries.set(name, unquote(value));
  }
  return entries;
}

function unquote(value: string): string {
  const [, single] = /^'([^']*)'(?:\s+#.*)?$/.exec(value) ?? [];
  if (single !== undefined) return single;
  const [, double] = /^"((?:[^"\\]|\\.)*)"(?:\s+#.*)?$/.exec(value) ?? [];
  if (double !== undefined)
    return double.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
  return value.replace(/(?:^|\s+)#.*$/, '');
}

/** Whether tsm, which reads it as bash, finds the same in it. */
export function isPlainDotenv(file: string, text: string, entries: ReadonlyMap<string, string>): boolean {
  const read = readEnvFile({ file, text }, { variables: new Map(), pinned: new Map(), directory: '/' });
  if (read.diagnostics.length > 0 || read.value === undefined) return false;
  return (
    read.value.length === entries.size && read.value.every(({ name, value }) => entries.get(name) === value)
  );
}
