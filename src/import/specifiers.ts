/** The unit that a text stands in. */
export interface Named {
  readonly unit: string;
  readonly scope: 'system' | 'user';
}

/** Specifiers that say the same for every unit that is no template. */
const EVERYWHERE: Readonly<Record<string, string>> = { '%': '%', T: '/tmp', V: '/var/tmp', i: '', I: '' };

/** Stands for a folder that the user's manager tells by a variable. */
export const HOMES: ReadonlyMap<string, string> = new Map([
  ['\uE001', '"$HOME"'],
  ['\uE002', '"$XDG_RUNTIME_DIR"'],
]);

const OF_SCOPE: Readonly<Record<Named['scope'], Readonly<Record<string, string>>>> = {
  system: { t: '/run', S: '/var/lib', C: '/var/cache', L: '/var/log', E: '/etc', h: '/root' },
  user: { h: '\uE001', t: '\uE002' },
};

/** What a unit is called by, which it is no longer here. */
const namesOf = (unit: string): Readonly<Record<string, string>> => {
  const plain = unit.replace(/\.[a-z]+$/, '');
  return { n: unit, N: plain, p: plain, P: plain };
};

/** A line with what its specifiers stand for, or why only systemd could tell. */
export function fillSpecifiers(
  line: string,
  { unit, scope }: Named,
): { readonly text: string } | { readonly problem: string } {
  const own: Readonly<Record<string, string>> = { ...EVERYWHERE, ...OF_SCOPE[scope], ...namesOf(unit) };
  let problem: string | undefined;
  const text = line.replaceAll(/%([%A-Za-z])/g, (whole, letter: string) => {
    if (letter === '%') return '%%';
    if (own[letter] === undefined)
      problem ??= `only systemd knows what ${whole} stands for: write out what it means`;
    return (own[letter] ?? '').replaceAll('%', '%%');
  });
  return problem === undefined ? { text } : { problem };
}

export const OWN_NAME = 'the name of the unit is written out, since here it has another';

/** A value with the unit's own name written out, since here it has another; nothing where it is not in it. */
export function withOwnName(value: string, unit: string): string | undefined {
  const own = namesOf(unit);
  const text = value.replaceAll(/%([%A-Za-z])/g, (whole, letter: string) => own[letter] ?? whole);
  return text === value ? undefined : text;
}
