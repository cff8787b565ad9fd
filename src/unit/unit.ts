import type { Origin } from '../diagnostics/place.ts';

declare const checkedName: unique symbol;
/** A unit name that `unit/name.ts` has checked: `tetra-dev-api.service`. */
export type UnitName = string & { readonly [checkedName]: true };

/** One `Key=value` line. `value` is already encoded for its key (`unit/quote.ts`), ready to be laid out. */
export interface Directive {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

export interface Section {
  readonly name: string;
  readonly directives: readonly Directive[];
}

/** A native unit before it is text. `sources` are the files it is made from, for the comment on top. */
export interface UnitFile {
  readonly name: UnitName;
  readonly sources: readonly string[];
  readonly sections: readonly Section[];
}
