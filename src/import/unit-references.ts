import type { WrittenService } from '../config/written.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { nameInProduction } from './names.ts';
import { changed } from './notes.ts';

type Raw = Readonly<Record<string, unknown>>;

const SECTIONS = ['Unit', 'Install'] as const;

/** What the units of a draft are called in production, by what they were called. */
const namesIn = ({ units = new Map() }: Draft, project: string): ReadonlyMap<string, string> =>
  new Map(
    [...units].map(([unit, service]) => {
      const type = unit.slice(unit.lastIndexOf('.'));
      return [unit, `${nameInProduction(service, project)}${type}`];
    }),
  );

/**
 * A draft of units in which raw directives name each other as the units are called here; where the project is one that has a
 * config, which decides that, only the table says so.
 */
export function withReferences(draft: Draft, project: string | undefined): Draft {
  const names = namesIn(draft, project ?? '');
  if (names.size === 0) return draft;
  const touched = new Map<string, string>();
  const services = draft.services.map((service) => referring(service, names, touched));
  const why = project === undefined ? UNKNOWN : NAMED;
  const notes = draft.notes.map((note): ImportNote => {
    const became = touched.get(note.item);
    return became === undefined
      ? note
      : changed(note.item, project === undefined ? note.became : became, why);
  });
  return { ...draft, services: project === undefined ? draft.services : services, notes };
}

const NAMED = 'a unit of this project, by the name that it has in @production';
const UNKNOWN = 'a unit of this project is meant, which is called otherwise here: write its name';

function referring(
  service: DraftService,
  names: ReadonlyMap<string, string>,
  touched: Map<string, string>,
): DraftService {
  const unit = (service.settings.unit ?? {}) as Readonly<Record<string, Raw | undefined>>;
  const sections = SECTIONS.flatMap((section) => {
    const keys = unit[section];
    if (keys === undefined) return [];
    const written = Object.entries(keys).map(([key, value]) => {
      const now = key === 'Description' ? value : renamed(value, names);
      if (now !== value)
        touched.set(`${service.name}.${key}=`, `unit.${section}.${key}: ${[now].flat().join(' ')}`);
      return [key, now] as const;
    });
    return [[section, Object.fromEntries(written)] as const];
  });
  if (sections.length === 0) return service;
  const settings = {
    ...service.settings,
    unit: { ...unit, ...Object.fromEntries(sections) },
  } as WrittenService;
  return { name: service.name, settings };
}

/** The same value where nothing in it is a unit of the draft. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => renamed(one, names));
    return all.some((one, index) => one !== value[index]) ? all : value;
  }
  return typeof value === 'string' ? value.replaceAll(/\S+/g, (word) => names.get(word) ?? word) : value;
}
