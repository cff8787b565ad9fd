import type { Checked } from '../diagnostics/diagnostic.ts';
import type { Draft } from './draft.ts';
import type { ImportRequest } from './request.ts';
export const draftEnvToml = (_request: ImportRequest): Checked<Draft> => ({
  value: undefined,
  diagnostics: [],
});
