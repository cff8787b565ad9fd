import type { WrittenService } from '../config/written.ts';
import { literalsIn, valueReason } from '../service/secrets.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { hideSecrets, SecretNames, type Hidden } from './hidden.ts';
import { changed, dropped } from './notes.ts';

/** A draft without the secrets that stand on command lines or in directives: what is written is committed, and printed. */
export function withoutSecrets(draft: Draft): Draft {
  const names = new SecretNames(variablesOf(draft));
  const found: Found = { texts: [], values: [], notes: [] };
  const services = draft.services.map((one) => hideIn(one, names, found));
  return { ...draft, services, notes: [...draft.notes.map((one) => covered(one, found)), ...found.notes] };
}

interface Found {
  /** Commands as they were, with what they are now. */
  readonly texts: (readonly [before: string, after: string])[];
  readonly values: string[];
  readonly notes: ImportNote[];
}

/** Variables that mean something already. */
const variablesOf = ({ services, environments }: Draft): readonly string[] =>
  [
    ...services.map(({ settings }) => settings),
    ...Object.values(environments),
    ...Object.values(environments).flatMap((one) =>
      Object.values(one.services ?? {}).flatMap((over) => (over === false ? [] : [over])),
    ),
  ].flatMap(({ env }) => Object.keys(env ?? {}));

/** Settings that are shell code. */
const SHELL = ['command', 'pre', 'reload'] as const;

function hideIn({ name, settings }: DraftService, names: SecretNames, found: Found): DraftService {
  const hidden: Hidden[] = [];
  const hide = (key: string, text: string): string => {
    const result = hideSecrets(text, names);
    if (result.hidden.length === 0) return text;
    hidden.push(...result.hidden);
    found.texts.push([text, result.text]);
    found.values.push(...result.hidden.map(({ value }) => value));
    found.notes.push(...result.hidden.map((one) => noteOf(`${name}.${key}`, one, result.text)));
    return result.text;
  };
  const shell = SHELL.flatMap((key) => {
    const text = settings[key];
    if (text === undefined) return [];
    return [[key, Array.isArray(text) ? text.map((one) => hide(key, one)) : hide(key, text)] as const];
  });
  const { health, unit } = settings;
  const check =
    typeof health === 'string' && !/^https?:/.test(health)
      ? { health: hide('health', health) }
      : typeof health === 'object' && health.command !== undefined
        ? { health: { ...health, command: hide('health', health.command) } }
        : {};
  const more = hidden.map((one) => one.name);
  return {
    name,
    settings: {
      ...settings,
      ...Object.fromEntries(shell),
      ...check,
      ...(unit === undefined ? {} : { unit: openUnit(name, unit, found) }),
      ...(more.length === 0 ? {} : { secrets: [...new Set([...(settings.secrets ?? []), ...more])] }),
    },
  };
}

function noteOf(item: string, { name, reason }: Hidden, text: string): ImportNote {
  const why = `it held a secret (${reason}), which is left out: tsm secrets set ${name}`;
  const isShown = text.includes(`\${${name}}`);
  return changed(item, `secrets: ${name}`, isShown ? `${why}. ${SHOWN} ${openLine(name)}` : why);
}

const SHOWN = 'Every user of a host sees command lines.';

const openLine = (name: string): string =>
  `If it is none, give ${name} its value in env, and list it in public instead of secrets`;

type UnitBlock = NonNullable<WrittenService['unit']>;

/** A directive is written as it is, so one that holds a secret is not taken over. */
function openUnit(name: string, unit: UnitBlock, found: Found): UnitBlock {
  const sections = Object.entries(unit).map(([section, directives]) => {
    const open = Object.entries(directives).filter(([key, value]) => {
      const reason = [value].flat().flatMap((one) => valueReason(String(one)) ?? [])[0];
      if (reason !== undefined)
        found.notes.push(
          dropped(`${name}.${key}=`, `${reason} stands in it, and what is written is committed`),
        );
      return reason === undefined;
    });
    return [section, Object.fromEntries(open)] as const;
  });
  return Object.fromEntries(sections) as UnitBlock;
}

/** A note repeats what it tells of. */
const covered = (note: ImportNote, found: Found): ImportNote => ({
  ...note,
  item: coveredText(note.item, found),
  became: coveredText(note.became, found),
  why: coveredText(note.why, found),
});

function coveredText(text: string, { texts, values }: Found): string {
  const renewed = texts.reduce((left, [before, after]) => left.replaceAll(before, () => after), text);
  const named = values
    .filter((value) => value.length >= SHORTEST)
    .reduce((left, value) => left.replaceAll(value, STARS), renewed);
  return literalsIn(named)
    .toSorted((one, other) => other.start - one.start)
    .reduce((left, { start, end }) => left.slice(0, start) + STARS + left.slice(end), named);
}

/** A shorter value is part of too many words. */
const SHORTEST = 4;
const STARS = '***';
