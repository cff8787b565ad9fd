import type { Checked } from '../diagnostics/diagnostic.ts';
import type { Draft } from './draft.ts';
import type { ImportRequest } from './request.ts';
export const draftPm2 = (_request: ImportRequest): Checked<Draft> => ({ value: undefined, diagnostics: [] });
