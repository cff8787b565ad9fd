import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configTypes, TYPES_FILE } from './config-types.ts';

writeFileSync(join(resolve(import.meta.dirname, '..'), TYPES_FILE), await configTypes());
