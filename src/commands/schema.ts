import { configJsonSchema } from '../config/json-schema.ts';
import { EXIT } from '../terminal.ts';
import type { Invocation } from './entry.ts';

/** `tsm schema`: the JSON Schema of the config. */
export async function run({ terminal }: Invocation): Promise<number> {
  terminal.out(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  return EXIT.done;
}
