import { dirname } from 'node:path';
import { isSteady, type Reach } from './access.ts';
import type { Identity } from './identity.ts';
import type { DoctorCode } from './code.ts';
import { CODES } from './codes.ts';
import type { EnvironmentExam } from './examine.ts';
import type { Step } from './raw.ts';
import { changeAt, fileInWay, lookAt } from './steps.ts';
import type { PathFact, Role } from './unit-exam.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** Paths that a unit names: there, open to its user, and not hidden by its own sandbox. */
export const pathFindings = ({ one, exam }: Subject): readonly UnitFinding[] =>
  one.paths.flatMap((fact): readonly UnitFinding[] => {
    const who = one.account?.identity;
    const wrong = wrongKind(fact);
    if (wrong !== undefined) return [wrong];
    if (fact.reach.kind === 'missing') return [missing(fact, who, exam)];
    if (fact.reach.kind === 'closed' && who !== undefined)
      return [closed(`${NAMES[fact.role]} ${fact.named.path}`, fact.reach, who, exam)];
    return fact.hiddenBy === undefined ? [] : [hidden(fact, fact.hiddenBy, one.view.unit)];
  });

const NAMES: Readonly<Record<Role, string>> = {
  'working-directory': 'its working directory',
  source: 'the file it sources,',
  'env-file': 'its environment file',
  secrets: 'its file of secrets',
  sandbox: 'a path of its sandbox,',
};

/** Something is there that is not what it is to be, so it is neither missing nor closed. */
function wrongKind({ role, named, reach, isNoText }: PathFact): UnitFinding | undefined {
  const code = CODE_OF[role];
  const what = `${NAMES[role]} ${named.path}`;
  if (reach.kind === 'missing')
    return reach.inWay === undefined
      ? undefined
      : { code, what: `${what} cannot be there: ${reach.inWay} is a file`, ...fileInWay(reach.inWay) };
  if (reach.kind === 'unseen') return undefined;
  if (isNoText === true)
    return {
      code,
      what: `${what} is no text`,
      kind: 'look',
      why: NO_TEXT,
      steps: [['od', '-c', '-N', '256', named.path]],
    };
  const isDirectory = reach.stats.isDirectory();
  if (role === 'working-directory' && !isDirectory)
    return { code, what: `${what} is a file`, ...fileInWay(named.path) };
  return role === 'env-file' && isDirectory
    ? { code, what: `${what} is a directory`, kind: 'look', why: NO_FILE, steps: [['ls', '-la', named.path]] }
    : undefined;
}

const NO_FILE =
  'systemd does not start a service whose EnvironmentFile= cannot be read. Docker makes such a directory for a file that it was to mount and that was not there.';

const NO_TEXT =
  'systemd does not start a service whose EnvironmentFile= has assignments that are not UTF-8, or a byte 0. Something else was written there; what belongs into it, only you know.';

const CODE_OF = {
  'working-directory': 'working-directory-missing',
  source: 'source-missing',
  'env-file': 'env-file-missing',
  secrets: 'env-file-missing',
  sandbox: 'directory-missing',
} as const satisfies Record<Role, DoctorCode>;

/** Where somebody else may put a link meanwhile, root makes nothing. */
function missing(fact: PathFact, who: Identity | undefined, exam: EnvironmentExam): UnitFinding {
  const found = MISSING[fact.role](fact, who, exam.bundle?.manifest.root);
  return found.kind === 'look' || CODES[found.code].kind === 'look'
    ? found
    : { ...found, ...changeAt(fact.named.path, isSteady(fact.reach), exam, found) };
}

type Missing = (fact: PathFact, who: Identity | undefined, root: string | undefined) => UnitFinding;

const make = (path: string, who: Identity | undefined): Step =>
  who === undefined || who.uid === 0
    ? ['mkdir', '-p', path]
    : ['install', '-d', '-o', who.user, '-g', who.group, path];

/** The nearest folder on the way that is there. */
export const listed = (reach: Reach, path: string): Step => [
  'ls',
  '-la',
  dirname(reach.kind === 'missing' ? reach.at : path),
];

const envFileMissing: Missing = ({ named }) => ({
  code: 'env-file-missing',
  what: `its environment file ${named.path} is missing`,
  steps: [['install', '-D', '-m', '0600', '/dev/null', named.path]],
});

const MISSING: Readonly<Record<Role, Missing>> = {
  'working-directory': ({ named, reach }, who, root) => {
    const what = `its working directory ${named.path} is missing`;
    // An empty directory in place of the project would only move the failure.
    const isProject = root !== undefined && `${root}/`.startsWith(`${named.path}/`);
    return isProject
      ? {
          code: 'working-directory-missing',
          kind: 'look',
          what,
          why: 'The files of the project are expected there (root in the config). Put them there; no command knows where they are.',
          steps: [listed(reach, named.path)],
        }
      : { code: 'working-directory-missing', what, steps: [make(named.path, who)] };
  },
  source: ({ named, reach }) => ({
    code: 'source-missing',
    what: `the file it sources, ${named.path}, is missing`,
    steps: [listed(reach, named.path)],
  }),
  'env-file': envFileMissing,
  secrets: envFileMissing,
  sandbox: ({ named }, who) => ({
    code: 'directory-missing',
    what: `${named.path}, which ${named.by} names, is missing`,
    why: 'systemd cannot set up the sandbox while a path of it is missing (status 226).',
    steps: [make(named.path, named.by === 'ReadWritePaths=' ? who : undefined)],
  }),
};

/** The narrowest bit that lets the user do what it must: its own, its group's, else everybody's. */
export function closed(
  what: string,
  reach: Extract<Reach, { kind: 'closed' }>,
  who: Identity,
  exam: EnvironmentExam,
): UnitFinding {
  const { at, bit, stats } = reach;
  const whose = stats.uid === who.uid ? 'u' : who.gids.includes(stats.gid) ? 'g' : 'o';
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  const verb = bit === 'r' ? 'read' : stats.isDirectory() ? 'pass' : 'execute';
  return {
    code: 'path-closed',
    at: `${at} ${whose}+${bit}`,
    what: `${what} cannot be used by ${who.user}, who may not ${verb} ${at} (mode ${mode})`,
    ...(whose === 'o' && bit === 'r' && !isOfProject(at, exam)
      ? lookAt(at, FOR_ALL)
      : changeAt(at, isSteady(reach), exam, { steps: [['chmod', `${whose}+${bit}`, at]] })),
  };
}

const FOR_ALL =
  'Every user of this host could read it then, and it is no file of the project. Give it to the user or a group of the service, if it may be read at all.';

const isOfProject = (path: string, { bundle }: EnvironmentExam): boolean =>
  bundle !== undefined && path.startsWith(`${bundle.manifest.root}/`);

const hidden = ({ role, named }: PathFact, by: string, unit: string): UnitFinding => ({
  code: 'path-hidden',
  what: `${NAMES[role]} ${named.path} is hidden from it by ${by}`,
  steps: [['systemctl', 'cat', unit]],
});
