import { tsm } from '../host/advice.ts';
import type { DirectoryFact } from './directories.ts';
import { fileInWay } from './steps.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** The user and groups of a service, and the directories that are theirs. */
export const accountFindings = (subject: Subject): readonly UnitFinding[] => [
  ...missing(subject),
  ...subject.one.directories
    // What the bundle's tmpfiles.conf makes is told once, for the environment.
    .filter(({ path }) => !subject.exam.directories.some((made) => made.path === path))
    .map((one) => directory(one, subject)),
];

/** An install makes what the bundle's sysusers.conf names, so before it that is not missed. */
function missing({ one, exam }: Subject): readonly UnitFinding[] {
  if (one.account === undefined) return [];
  const { missingUser, missingGroups } = one.account;
  const made = exam.bundle?.files.get('sysusers.conf') ?? '';
  const isMade = (kind: 'u' | 'g', name: string): boolean =>
    made
      .split('\n')
      .some(
        (line) =>
          new RegExp(`^(?:u!?|${kind})$`).test(line.split(' ')[0] ?? '') && line.split(' ')[1] === name,
      );
  const sysusers = ['systemd-sysusers', `${exam.facts.system.paths.current}/sysusers.conf`];
  const users: readonly UnitFinding[] =
    missingUser === undefined || (isMade('u', missingUser) && !exam.isInstalled)
      ? []
      : [
          {
            code: 'user-missing',
            what: `its user ${missingUser} does not exist`,
            steps: [
              isMade('u', missingUser)
                ? sysusers
                : ['useradd', '--system', '--shell', '/usr/sbin/nologin', missingUser],
            ],
          },
        ];
  const groups = missingGroups
    .filter((group) => !(isMade('g', group) && !exam.isInstalled))
    .map((group) => ({
      code: 'group-missing' as const,
      what: `its group ${group} does not exist`,
      steps: [isMade('g', group) ? sysusers : ['groupadd', '--system', group]],
    }));
  return [...users, ...groups];
}

/** systemd makes it, gives it to the user and opens it at each start, and no link of that user misleads it. */
function directory({ path, problem, user, owner }: DirectoryFact, { one, exam }: Subject): UnitFinding {
  if (problem === 'file')
    return { code: 'directory-missing', what: `its directory ${path} is a file`, ...fileInWay(path) };
  const words = {
    missing: `its directory ${path} was taken away while it runs`,
    owner: `its directory ${path} belongs to user ${owner}, not to ${user}`,
    closed: `its directory ${path} is closed to its own user ${user}`,
  } as const;
  return {
    code: `directory-${problem}`,
    what: words[problem],
    steps: [tsm(exam.facts, 'restart', one.service)],
    starts: true,
  };
}
