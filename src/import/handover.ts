import type { Draft } from './draft.ts';
export const renderHandover = (draft: Draft, project: string): string => `${project}${draft.services.length}`;
