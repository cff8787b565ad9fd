import type { ImportNote } from './draft.ts';
import { changed } from './notes.ts';
import { OWN_NAME, withOwnName } from './specifiers.ts';
import type { Member } from './unit-members.ts';
import type { MergedUnit } from './unit-merge.ts';

/** A title, and what is started when this unit ends: told how it is called. */
const TOLD = new Set(['Description', 'OnFailure', 'OnSuccess']);

/**
 * What [Unit] says of names: those of before, as they are, but for sockets, timers and paths of its own, which are called as
 * the service is.
 */
export function withNames({ unit, name, merged, triggers }: Member): {
  readonly merged: MergedUnit;
  readonly named: ReadonlySet<string>;
} {
  const own = new Map(triggers.map((one) => [one.unit, `%N${one.unit.slice(one.unit.lastIndexOf('.'))}`]));
  const named = new Set<string>();
  const section = [...(merged.get('Unit') ?? [])].map(([key, values]) => {
    const written = values.map((value) => {
      const text = withOwnName(value, unit, TOLD.has(key) ? 'instance' : 'name') ?? value;
      if (text !== value) named.add(`${name}.${key}=`);
      return text.replaceAll(/\S+/g, (word) => own.get(word) ?? word);
    });
    return [key, written] as const;
  });
  return { merged: new Map([...merged, ['Unit', new Map(section)] as const]), named };
}

export const namedNote = (note: ImportNote): ImportNote =>
  note.outcome === 'kept' ? changed(note.item, note.became, OWN_NAME) : note;
