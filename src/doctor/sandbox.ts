import { pathListWords, textWords } from '../unit/words.ts';

/** Which directive of a unit hides a path from its service; nothing for a path that it sees. */
export type HiddenPlace = (path: string) => string | undefined;

/** What counts of a key: the assignments after the last empty one. */
export type Values = (key: string) => readonly string[];

/** systemd.exec(5), "Sandboxing": what is taken out of the service's view, and what is brought back. */
export function hiddenPlaces(values: Values): HiddenPlace {
  const shown = SHOWING.flatMap((key) => values(key).flatMap((value) => targets(value)));
  const taken = [...homes(values), ...temporary(values), ...listed(values)];
  return (path) => {
    const isShown = shown.some((one) => isBelow(path, one));
    return taken.find(({ place, by }) => isBelow(path, place) && !(isShown && !FINAL.test(by)))?.by;
  };
}

interface Taken {
  readonly place: string;
  readonly by: string;
}

const SHOWING = ['BindPaths', 'BindReadOnlyPaths'] as const;

/** src/core/namespace.c: drop_inaccessible: nothing is mounted below what is made inaccessible. */
const FINAL = /^(?:ProtectHome=(?!tmpfs)|InaccessiblePaths)/;

const isBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

const homes = (values: Values): readonly Taken[] => {
  const value = values('ProtectHome').at(-1) ?? 'no';
  return /^(?:yes|true|on|1|tmpfs)$/.test(value)
    ? ['/home', '/root', '/run/user'].map((place) => ({ place, by: `ProtectHome=${value}` }))
    : [];
};

const temporary = (values: Values): readonly Taken[] => {
  const value = values('PrivateTmp').at(-1) ?? 'no';
  return /^(?:yes|true|on|1|disconnected)$/.test(value)
    ? ['/tmp', '/var/tmp'].map((place) => ({ place, by: `PrivateTmp=${value}` }))
    : [];
};

const listed = (values: Values): readonly Taken[] => [
  ...values('InaccessiblePaths').flatMap((value) =>
    words(pathListWords(value)).map((word) => ({
      place: word.replace(/^[-+]+/, ''),
      by: 'InaccessiblePaths=',
    })),
  ),
  ...values('TemporaryFileSystem').flatMap((value) =>
    targets(value).map((place) => ({ place, by: 'TemporaryFileSystem=' })),
  ),
];

/** `source:destination:options`; without a destination both are one. */
const targets = (value: string): readonly string[] =>
  words(textWords(value, 'c')).map((word) => {
    const [source = '', destination] = word.replace(/^[-+]+/, '').split(':');
    return destination?.startsWith('/') === true ? destination : source;
  });

const words = (
  decoded: { readonly value: readonly string[] } | { readonly error: string },
): readonly string[] => ('value' in decoded ? decoded.value : []);
