import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import { rawValues, type Subject } from '../subject.ts';

/** systemd.unit(5), "Specifiers": those that dates and URLs have, too. */
const SPECIFIERS: Readonly<Record<string, string>> = {
  A: 'the version of the image',
  a: 'the architecture',
  B: 'the build of the system',
  b: 'the ID of the boot',
  C: 'the directory of caches',
  d: 'the directory of credentials',
  D: 'the directory of shared data',
  E: 'the directory of configuration',
  H: 'the name of the host',
  I: 'the instance of the unit',
  M: 'the ID of the image',
  m: 'the ID of the machine',
  S: 'the directory of state',
  s: "the user's shell",
  T: 'the directory of temporary files',
  Y: "the directory of the unit's file",
  y: "the path of the unit's file",
};

/** What only a date or a URL looks like: `+%F`, `%Y-%m`, `%d.%m`, `%H:%M`, `%C3%A9`. */
const ACCIDENTS = [
  /\+["']?(%[A-Za-z])/,
  /(?<!%)(%Y)[-_./]?%m/,
  /(?<!%)(%[dm])[-_./]%[mdYy]/,
  /(?<!%)(%H)[-_.:]?%M/,
  /(?<!%)(%[A-E])[0-9A-F](?![A-Za-z])/,
];

/** Percent signs that say something else than they seem to. */
export const percentSigns = ({ services }: Subject): readonly Diagnostic[] => [
  ...rawValues(services).flatMap(({ key, value, at }) => {
    const specifier = ACCIDENTS.map((one) => one.exec(value)?.[1]).find(
      (one) => one !== undefined && SPECIFIERS[one.slice(1)] !== undefined,
    );
    return specifier === undefined
      ? []
      : [diagnostic('percent-expanded', at, { key, specifier, means: SPECIFIERS[specifier.slice(1)] ?? '' })];
  }),
  ...services.flatMap((service) => textsOf(service).flatMap(([key, text, at]) => literal(key, text, at))),
];

const textsOf = ({
  command,
  description,
  placeOf,
}: Service): readonly (readonly [string, string, Place])[] => [
  ...(command.kind === 'simple' ? command.words : [command.script]).map(
    (text) => ['command', text, placeOf(['command'])] as const,
  ),
  ['description', description, placeOf(['description'])],
];

/** A directory that systemd would put there, and what tsm has instead. */
const DIRECTORIES: Readonly<Record<string, string>> = {
  h: 'write ${HOME}',
  t: 'write /run, or $RUNTIME_DIRECTORY in shell code',
  S: 'write /var/lib, or $STATE_DIRECTORY in shell code',
  C: 'write /var/cache, or $CACHE_DIRECTORY in shell code',
  L: 'write /var/log, or $LOGS_DIRECTORY in shell code',
};

function literal(key: string, text: string, at: Place): readonly Diagnostic[] {
  const doubled = /\+["']?(%%[A-Za-z])/.exec(text)?.[1];
  if (doubled !== undefined)
    return [
      diagnostic('percent-literal', at, {
        key,
        text: doubled,
        instead: `write ${doubled.slice(1)}: tsm doubles it for systemd`,
      }),
    ];
  const [, found, letter = ''] = /(?:^|[\s=:"'])(%([htSCL]))(?=\/)/.exec(text) ?? [];
  const instead = DIRECTORIES[letter];
  return found === undefined || instead === undefined
    ? []
    : [diagnostic('percent-literal', at, { key, text: found, instead })];
}
