import { holds, type Validator } from './rule.ts';

/** The words of one enumeration and the first systemd that knows each; 0 for every supported one. */
type Values = Readonly<Record<string, number>>;

const from = (since: number, words: string): Values =>
  Object.fromEntries(words.split(' ').map((word) => [word, since]));
const always = (words: string): Values => from(0, words);

export const booleanWords = always('1 yes y true t on 0 no n false f off');

const facilities = 'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp';
const levels = 'emerg alert crit err warning notice info debug';

/** Value → since, by kind. Sources: the man pages of 262 and string tables of src/core and src/basic. */
export const enumValues = {
  serviceType: { ...always('simple forking oneshot dbus notify idle'), exec: 240, 'notify-reload': 253 },
  exitType: always('main cgroup'),
  restart: always('no always on-success on-failure on-abnormal on-watchdog on-abort'),
  restartMode: { ...always('normal direct'), debug: 257 },
  notifyAccess: always('none main exec all'),
  oomPolicy: always('continue stop kill'),
  killMode: always('control-group mixed process'),
  timeoutFailure: always('terminate abort kill'),
  jobMode: {
    ...always('fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements'),
    triggering: 246,
    'restart-dependencies': 257,
  },
  emergencyAction: {
    ...always(
      'none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate exit exit-force',
    ),
    ...from(254, 'soft-reboot soft-reboot-force kexec kexec-force halt halt-force halt-immediate'),
  },
  collectMode: always('inactive inactive-or-failed'),
  descriptorPreserve: { ...booleanWords, restart: 0, 'on-success': 262 },
  protectSystem: { ...booleanWords, full: 0, strict: 0 },
  protectHome: { ...booleanWords, 'read-only': 0, tmpfs: 240 },
  privateTmp: { ...booleanWords, disconnected: 257 },
  protectHostname: { ...booleanWords, private: 258 },
  privateUsers: { ...booleanWords, self: 257, identity: 257, full: 258, managed: 260 },
  privatePids: booleanWords,
  privateBpf: booleanWords,
  protectControlGroups: { ...booleanWords, private: 257, strict: 257 },
  protectProc: always('noaccess invisible ptraceable default'),
  procSubset: always('all pid'),
  keyringMode: always('inherit private shared'),
  directoryPreserve: { ...booleanWords, restart: 0 },
  utmpMode: always('init login user'),
  devicePolicy: always('auto closed strict'),
  managedOom: always('auto kill'),
  oomPreference: always('none avoid omit'),
  pressureWatch: { ...booleanWords, auto: 0, skip: 0 },
  ioClass: always('none realtime best-effort idle 0 1 2 3'),
  cpuPolicy: { ...always('other batch idle fifo rr'), ext: 258 },
  numaPolicy: always('default preferred bind interleave local'),
  syslogFacility: always(
    `${facilities} ${Array.from({ length: 8 }, (_, number) => `local${number}`).join(' ')} ${numbers(24)}`,
  ),
  logLevel: always(`${levels} ${numbers(8)}`),
  bindIpv6Only: { ...booleanWords, default: 0, both: 0, 'ipv6-only': 0 },
  memoryThp: always('inherit disable madvise system'),
} satisfies Readonly<Record<string, Values>>;

export type EnumKind = keyof typeof enumValues;

function numbers(end: number): string {
  return Array.from({ length: end }, (_, number) => String(number)).join(' ');
}

/** Booleans match in any letter case, the words of an enumeration do not. */
const sinceOf = (values: Values, value: string): number | undefined =>
  Object.hasOwn(values, value)
    ? values[value]
    : Object.hasOwn(values, 'yes')
      ? booleanWords[value.toLowerCase()]
      : undefined;

const enumeration =
  (values: Values): Validator =>
  (value, minimumVersion) => {
    const since = sinceOf(values, value);
    if (since === undefined) return `it must be one of ${shown(values)}`;
    return since <= minimumVersion
      ? undefined
      : `it must be known to systemd ${minimumVersion}, but ${value} came with ${since}`;
  };

/** Spellings of yes and no beside these two help nobody. */
const shown = (values: Values): string =>
  Object.keys(values)
    .filter(
      (word) =>
        word === 'yes' || word === 'no' || !Object.hasOwn(values, 'yes') || booleanWords[word] === undefined,
    )
    .join(', ');

export const boolean = holds(
  (value) => booleanWords[value.toLowerCase()] !== undefined,
  'it must be yes or no',
);

export const enumValidators = Object.fromEntries(
  Object.entries(enumValues).map(([kind, values]) => [kind, enumeration(values)]),
) as Readonly<Record<EnumKind, Validator>>;
