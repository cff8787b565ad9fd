import { type DirectiveTable, one } from './directive.ts';

/** [Slice] alone, systemd.slice(5). */
export const sliceDirectives: DirectiveTable = {
  ConcurrencySoftMax: one('unsigned', 258),
  ConcurrencyHardMax: one('unsigned', 258),
  ActivatingConcurrencyMax: one('unsigned', 262),
};
