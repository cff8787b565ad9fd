import type { WrittenConfig } from './config/written.ts';

export { compile, type Compiled } from './compile.ts';
export type { Sources } from './config/sources.ts';
export type {
  WrittenConfig,
  WrittenEnvironment,
  WrittenInlineService,
  WrittenService,
  WrittenUnit,
} from './config/written.ts';

/** Gives a config its types: every field is completed and explained by the editor. Returns it as it is. */
export const defineConfig = (config: WrittenConfig): WrittenConfig => config;
