import { z } from 'zod';
import { configSchema } from './schema.ts';

/** The JSON Schema of what a person may write, for editors of the formats other than TypeScript. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: 'input' }) as Record<string, unknown>;
}
