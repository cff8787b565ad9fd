import type { WrittenConfig } from './config/written.ts';

export {
  compile,
  explain,
  loadProject,
  planInstall,
  readBundle,
  type PlanOptions,
  type Project,
} from './api.ts';
export type { Bundle } from './bundle/bundle.ts';
export type { Manifest } from './bundle/manifest.ts';
export type { Compiled } from './compile.ts';
export type { Sources } from './config/sources.ts';
export type { Checked, Diagnostic } from './diagnostics/diagnostic.ts';
export type { Located } from './diagnostics/print.ts';
export type { Action, ActionPlan, UnitVerdict } from './install/action-plan.ts';
export type { StoredBundle } from './install/store.ts';
export type {
  WrittenConfig,
  WrittenEnvironment,
  WrittenInlineService,
  WrittenService,
  WrittenUnit,
} from './config/written.ts';

/** Gives a config its types: every field is completed and explained by the editor. Returns it as it is. */
export const defineConfig = (config: WrittenConfig): WrittenConfig => config;
