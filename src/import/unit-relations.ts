import type { WrittenService } from '../config/written.ts';
import type { ImportNote } from './draft.ts';
import { kept } from './notes.ts';

/** What [Unit] says of other units: services of the project by our names, the rest raw. */
export function relations(
  item: string,
  unit: ReadonlyMap<string, readonly string[]>,
  names: ReadonlyMap<string, string>,
): {
  readonly settings: WrittenService;
  readonly notes: readonly ImportNote[];
  readonly handled: ReadonlySet<string>;
} {
  const said = (key: string): readonly string[] =>
    (unit.get(key) ?? []).flatMap((value) => value.split(/\s+/).filter(Boolean));
  const ours = (key: string): readonly string[] => said(key).flatMap((one) => names.get(one) ?? []);
  const [after, wants, requires] = [ours('After'), ours('Wants'), ours('Requires')];
  const bound = requires.filter((one) => after.includes(one));
  const depends = wants.filter((one) => after.includes(one) && !bound.includes(one));
  const lists = {
    requires: bound,
    depends,
    wants: wants.filter((one) => !depends.includes(one)),
    after: after.filter((one) => !depends.includes(one) && !bound.includes(one)),
  };
  const raw = Object.fromEntries(
    KEYS.flatMap((key) => {
      const rest = said(key).filter(
        (one) =>
          !SAID_ANYWAY.has(`${key}=${one}`) &&
          (!names.has(one) || (key === 'Requires' && !bound.includes(names.get(one) ?? ''))),
      );
      return rest.length === 0 ? [] : [[key, rest.join(' ')] as const];
    }),
  );
  const settings = {
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([key, list]) => (list.length === 0 ? [] : [[key, [...list]]])),
    ),
    ...(Object.keys(raw).length === 0 ? {} : { unit: { Unit: raw } }),
  } as WrittenService;
  const notes = KEYS.filter((key) => unit.has(key)).map((key) =>
    kept(`${item}.${key}=`, becameOf(key, lists, raw)),
  );
  return { settings, notes, handled: new Set(KEYS.map((key) => `Unit.${key}`)) };
}

const KEYS = ['After', 'Wants', 'Requires'] as const;

/** What tsm writes into every unit of the system. */
const SAID_ANYWAY = new Set(['After=network-online.target', 'Wants=network-online.target']);

function becameOf(
  key: string,
  lists: Readonly<Record<string, readonly string[]>>,
  raw: Readonly<Record<string, string>>,
): string {
  const settings = Object.entries(lists).flatMap(([name, list]) =>
    list.length === 0 ? [] : [`${name}: ${list.join(', ')}`],
  );
  const parts = [...(raw[key] === undefined ? [] : [`unit.Unit.${key}`]), ...settings];
  return parts.length === 0 ? 'tsm says it anyway' : parts.join('; ');
}
