import { EXIT } from '../terminal.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printable } from '../diagnostics/printable.ts';
import { DOCUMENT_NAMES, isDocumentName } from '../documents/names.ts';
import { refuse } from './host.ts';
import type { Invocation } from './entry.ts';

/** `tsm schema [document]`: the JSON Schema of the config, or of what `--json` prints. */
export async function run({ args, terminal }: Invocation): Promise<number> {
  const [name = 'config'] = args;
  const schema = await schemaNamed(name);
  if (schema === undefined) {
    const known = ['config', ...DOCUMENT_NAMES];
    const data = { name: printable(name), near: nearest(name, known), known };
    await refuse([diagnostic('no-such-schema', undefined, data)], terminal, false);
    return EXIT.wrongUsage;
  }
  terminal.out(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.done;
}

async function schemaNamed(name: string): Promise<unknown> {
  if (name === 'config') return (await import('../config/json-schema.ts')).configJsonSchema();
  if (!isDocumentName(name)) return undefined;
  return (await import('../documents/documents.ts')).documentSchema(name);
}
