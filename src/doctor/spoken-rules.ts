import { closed, listed } from './path-rules.ts';
import type { Step } from './raw.ts';
import { systemctl } from './link-rules.ts';
import { lookAt } from './steps.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** What a service said before it ended, where this host bears it out. */
export const spokenFindings = (subject: Subject): readonly UnitFinding[] => [
  ...refusedFile(subject),
  ...readOnly(subject),
  ...packages(subject),
  ...library(subject),
  ...lowPort(subject),
];

function refusedFile({ one, exam }: Subject): readonly UnitFinding[] {
  if (one.refusedFile === undefined) return [];
  const { path, reach, isOfProject } = one.refusedFile;
  const who = one.account?.identity;
  if (reach.kind === 'missing')
    return [
      {
        code: 'file-missing',
        what: `${path}, which it asks for, is missing`,
        steps: [listed(reach, path)],
        ...(isOfProject ? {} : { why: NOT_BROUGHT }),
      },
    ];
  if (reach.kind !== 'closed' || who === undefined) return [];
  const found = closed(`${path}, which it asks for,`, reach, who, exam);
  return [isOfProject ? found : { ...found, ...lookAt(path, ASKED_FOR) }];
}

/** A service can say any name, so nothing is opened for the asking. */
const ASKED_FOR =
  'It said so before it ended. What is closed to it may be so on purpose: see who owns the way, and give it a file of its own, or a group, where it is to read this one.';

const NOT_BROUGHT =
  'It said so before it ended. A certificate, a socket of another service, a file that was not brought to this host or has another name: put it there, or correct where it is looked for.';

/** Its sandbox, unless nobody may write there at all. */
function readOnly({ one }: Subject): readonly UnitFinding[] {
  if (one.readOnly === undefined) return [];
  const { path, point } = one.readOnly;
  if (one.lostMounts.some((lost) => lost.point === point)) return [];
  return point === undefined
    ? [
        {
          code: 'path-read-only',
          what: `it writes ${path}, which is read-only for it`,
          steps: [['systemctl', 'cat', one.view.unit]],
        },
      ]
    : [
        {
          code: 'mount-read-only',
          at: `read-only ${point}`,
          what: `it writes ${path}, and the file system of ${point} is mounted read-only`,
          steps: [['findmnt', point]],
        },
      ];
}

/** What Node says when its packages are not those of this host. */
const ABI =
  /NODE_MODULE_VERSION (\d+)\. This version of Node\.js requires[^]{0,80}?NODE_MODULE_VERSION (\d+)/;
const MODULE = /Cannot find (?:module|package) '((?:@[\w.-]+\/)?[\w][\w.-]*)'/;

function packages({ one }: Subject): readonly UnitFinding[] {
  const directory = one.view.workingDirectory?.path;
  const user = one.account?.identity?.user;
  // Packages run code of theirs, so without a user to run it as there is no command.
  if (one.journal === '' || directory === undefined || user === undefined) return [];
  const npm = (...words: readonly string[]): Step => [
    // Away from the terminal of root, into which the other user could type.
    ...(user === 'root' ? [] : ['setsid', '--wait', 'runuser', '-u', user, '--']),
    'npm',
    `--prefix=${directory}`,
    ...words,
  ];
  const [, built, needed] = ABI.exec(one.journal) ?? [];
  if (built !== undefined)
    return [
      {
        code: 'abi-mismatch',
        what: `a compiled module was made for another Node: it has ABI ${built}, this Node has ${needed}`,
        steps: [npm('rebuild')],
      },
    ];
  const [, name] = MODULE.exec(one.journal) ?? [];
  return name === undefined
    ? []
    : [{ code: 'module-missing', what: `the package ${name} is not installed`, steps: [npm('install')] }];
}

/** What the loaders of glibc and musl say. They begin so, too, of one that is there and that they may not load. */
const LIBRARY = /loading shared librar(?:ies|y):? ([\w.+-]+):.*\bNo such file/;

function library({ one }: Subject): readonly UnitFinding[] {
  const [, name] = LIBRARY.exec(one.said ?? '') ?? [];
  if (name === undefined) return [];
  const what = `the library ${name}, which its program loads, is not where it is looked for`;
  return [{ code: 'library-missing', what, steps: [['ldconfig', '-p']] }];
}

/** As Node, Go, nginx and Ruby name what they may not have: the last number, which is no part of a time. */
const REFUSED_PORT = /^(?=.*\b(?:bind|listen)).*(?:\bEACCES\b|permission denied)/i;
const TIMES = /(?<![\d.:])\d{1,2}:\d{2}:\d{2}\b/g;
const PORTS = /(?::|\bport )(\d{1,4})\b/g;
const FIRST_FREE = 1024;

function lowPort({ one, exam }: Subject): readonly UnitFinding[] {
  const { said = '', account, view } = one;
  const port = REFUSED_PORT.test(said)
    ? [...said.replaceAll(TIMES, '').matchAll(PORTS)].at(-1)?.[1]
    : undefined;
  if (port === undefined || Number(port) >= FIRST_FREE || account?.identity?.uid === 0) return [];
  const what = `it may not listen on port ${port}: below ${FIRST_FREE} that takes CAP_NET_BIND_SERVICE`;
  return [{ code: 'port-refused', what, steps: [systemctl(exam, 'cat', view.unit)] }];
}
