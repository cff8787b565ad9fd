import { secretReason } from '../service/secrets.ts';
import type { ImportNote } from './draft.ts';
import { changed, dropped } from './notes.ts';

const NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/;

/** Variables that tsm or systemd says itself, and why a value of somebody else's is not taken over. */
const OWN: Readonly<Record<string, string>> = {
  PATH: 'a unit has a PATH of its own: "path" of the environment',
  TSM_SERVICE: 'tsm says it itself',
  TSM_ENVIRONMENT: 'tsm says it itself',
};

/** Variables of a service, with secrets taken out: a value that looks like one is written nowhere. */
export interface Variables {
  /** What may stand in a file that is committed; `${` is escaped as the config wants it. */
  readonly plain: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly notes: readonly ImportNote[];
}

/** Sorts variables into plain ones, secrets, and those that no unit can have. */
export function sortVariables(item: string, entries: Iterable<readonly [string, string]>): Variables {
  const plain: Record<string, string> = {};
  const secrets: string[] = [];
  const notes: ImportNote[] = [];
  for (const [name, value] of entries) {
    const refusal = refusalOf(name);
    const reason = secretReason(name, value);
    if (refusal !== undefined) notes.push(dropped(`${item}.${name}`, refusal));
    else if (reason === undefined) plain[name] = value;
    else {
      secrets.push(name);
      notes.push(secretNote(`${item}.${name}`, name, reason));
    }
  }
  return { plain, secrets, notes };
}

const secretNote = (item: string, name: string, reason: string): ImportNote =>
  changed(item, `secrets: ${name}`, `${reason}, so its value is left out: tsm secrets set ${name}`);

/** A value of the config in which `${` is no reference. */
export const literal = (text: string): string => text.replaceAll('${', '\\${');

function refusalOf(name: string): string | undefined {
  if (!NAME.test(name)) return 'no name of a variable: letters, digits and "_"';
  return Object.hasOwn(OWN, name) ? OWN[name] : undefined;
}
