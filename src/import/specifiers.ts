/** The unit that a text stands in. */
export interface Named {
  readonly unit: string;
  readonly scope: 'system' | 'user';
}

/** Specifiers that say the same for every unit that is no template. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  '%': '%',
  T: '/tmp',
  V: '/var/tmp',
  H: '\uE003',
  l: '\uE004',
  d: '\uE005',
};

/** Stands for what only the host knows, and tells a shell by a variable: bash itself knows how the machine is called. */
export const HOMES: ReadonlyMap<string, string> = new Map([
  ['\uE001', '"$HOME"'],
  ['\uE002', '"$XDG_RUNTIME_DIR"'],
  ['\uE003', '"$HOSTNAME"'],
  ['\uE004', '"${HOSTNAME%%.*}"'],
  ['\uE005', '"$CREDENTIALS_DIRECTORY"'],
]);

const OF_SCOPE: Readonly<Record<Named['scope'], Readonly<Record<string, string>>>> = {
  system: {
    t: '/run',
    S: '/var/lib',
    C: '/var/cache',
    L: '/var/log',
    E: '/etc',
    h: '/root',
    u: 'root',
    U: '0',
    g: 'root',
    G: '0',
  },
  user: { h: '\uE001', t: '\uE002' },
};

/** What a unit is called by, which it is no longer here; of a template, the instance, too. */
const namesOf = (unit: string): Readonly<Record<string, string>> => {
  const plain = unit.replace(/\.[a-z]+$/, '');
  const [prefix = '', ...after] = plain.split('@');
  const last = prefix.slice(prefix.lastIndexOf('-') + 1);
  return {
    n: unit,
    N: plain,
    p: prefix,
    P: unescaped(prefix),
    j: last,
    J: unescaped(last),
    ...instanceOf(after.join('@')),
  };
};

const instanceOf = (instance: string): Readonly<Record<string, string>> => ({
  i: instance,
  I: unescaped(instance),
});

/** systemd-escape(1) the other way round. */
const unescaped = (name: string): string =>
  Buffer.from(
    name
      .replaceAll('-', '/')
      .replaceAll(/[^\\]+|\\x([0-9A-Fa-f]{2})|\\/g, (text, code: string | undefined) =>
        code === undefined
          ? Buffer.from(text).toString('latin1')
          : String.fromCodePoint(Number.parseInt(code, 16)),
      ),
    'latin1',
  ).toString();

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

/**
 * A value with the unit's own name written out, since here it has another; nothing where it is not in it. What names the
 * unit to others goes on naming it, by the name that it has here: of its name only the instance is written out.
 */
export function withOwnName(
  value: string,
  unit: string,
  part: 'name' | 'instance' = 'name',
): string | undefined {
  const plain = unit.replace(/\.[a-z]+$/, '');
  const own = part === 'name' ? namesOf(unit) : instanceOf(plain.slice(`${plain}@`.indexOf('@') + 1));
  const text = value.replaceAll(/%([%A-Za-z])/g, (whole, letter: string) =>
    own[letter] === undefined ? whole : own[letter].replaceAll('%', '%%'),
  );
  return text === value ? undefined : text;
}
