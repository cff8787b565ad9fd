import type { z } from 'zod';
import type { configSchema } from './schema.ts';

export type WrittenConfig = z.input<typeof configSchema>;
