import { closed } from './path-rules.ts';
import type { EnvironmentExam } from './examine.ts';
import type { ProgramFact } from './programs.ts';
import type { Step } from './raw.ts';
import { spokenFindings } from './spoken-rules.ts';
import { changeAt } from './steps.ts';
import type { UnitExam } from './unit-exam.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** Programs as the service's user finds them, the Node among them, and what their last words tell. */
export const programFindings = (subject: Subject): readonly UnitFinding[] => [
  ...perShell(subject),
  ...subject.one.programs.flatMap((fact) => programFinding(fact, subject)),
  ...engine(subject),
  ...spokenFindings(subject),
];

/** Directories of version managers that live as long as one shell, or as one login. */
const PER_SHELL = /^\/(?:run\/user\/\d+|tmp|var\/tmp)\/|\/fnm_multishells\//;

function perShell({ one }: Subject): readonly UnitFinding[] {
  const { searchPath, programs, unit } = one.view;
  const found = [...searchPath, ...programs].find((path) => PER_SHELL.test(path));
  return found === undefined
    ? []
    : [
        {
          code: 'per-shell-path',
          what: `it is run from ${found}, which does not outlive the shell that made it`,
          steps: [['systemctl', 'cat', unit]],
        },
      ];
}

function programFinding(fact: ProgramFact, { one, exam }: Subject): readonly UnitFinding[] {
  const { searchPath } = one.view;
  const who = one.account?.identity;
  switch (fact.kind) {
    case 'missing':
      return [missing(fact, searchPath)];
    case 'carriage-return':
      return [
        {
          code: 'interpreter-missing',
          kind: 'repair',
          what: `the first line of ${fact.path} ends in a carriage return, which is taken for a part of ${fact.asks}`,
          why: CARRIAGE_RETURN,
          ...changeAt(fact.path, fact.isFirm, exam, { steps: [['sed', '-i', 's/\\r$//', fact.path]] }),
        },
      ];
    case 'not-executable':
      if (fact.noExec !== undefined)
        return [
          {
            code: 'program-not-executable',
            kind: 'look',
            what: `its program ${fact.path} lies on ${fact.noExec}, which is mounted noexec`,
            why: NO_EXEC,
            steps: [['findmnt', '--target', fact.path]],
          },
        ];
      return [
        {
          code: 'program-not-executable',
          what: `${fact.script === undefined ? 'its program' : `what runs ${fact.script},`} ${fact.path} is not executable`,
          ...changeAt(fact.path, fact.isFirm, exam, { steps: [['chmod', 'a+x', fact.path]] }),
        },
      ];
    case 'closed':
      return who === undefined ? [] : [closed(named(fact), fact.reach, who, exam)];
    case 'found':
      return [...hidden(fact.path, one), ...oddlyMade(fact, one, exam)];
    case 'unseen':
      return [];
  }
}

const CARRIAGE_RETURN =
  'Its lines end as on Windows, and the kernel looks for a program whose name ends so (status 203). The command takes the carriage returns out; for good, have git check it out with LF (.gitattributes: eol=lf).';
const NO_EXEC =
  'The kernel executes nothing from such a file system (status 203), whatever the mode of the file says. Put the program elsewhere, or mount it with exec.';

/** What a running service does not see it does not miss. */
function hidden(path: string, { view, state }: UnitExam): readonly UnitFinding[] {
  // On its way up, or between two crashes, it has seen nothing yet.
  const by = state?.activeState === 'active' ? undefined : view.hidden(path);
  return by === undefined
    ? []
    : [
        {
          code: 'path-hidden',
          what: `its program ${path} is hidden from it by ${by}`,
          steps: [['systemctl', 'cat', view.unit]],
        },
      ];
}

/** By the kernel's own word alone: handlers of binfmt_misc run files that look odd. systemd.exec(5): EXIT_EXEC; env(1): 126. */
const NOT_EXECUTED = /^(?:203|126)$/;

function oddlyMade(
  { odd }: Extract<ProgramFact, { kind: 'found' }>,
  { state }: UnitExam,
  exam: EnvironmentExam,
): readonly UnitFinding[] {
  const isRefused = state.activeState !== 'active' && NOT_EXECUTED.test(state.exitStatus);
  if (odd === undefined || !isRefused) return [];
  const { format, path, isFirm } = odd;
  const about = { code: 'program-format', kind: 'look', steps: [['ls', '-la', path]] } as const;
  switch (format.kind) {
    case 'empty':
      return [{ ...about, what: `its program ${path} is empty`, why: EMPTY }];
    case 'no-first-line':
      return [
        {
          ...about,
          what: `its program ${path} is a text whose first line does not say what runs it (#!)`,
          why: NO_FIRST_LINE,
          steps: [['head', '-n', '3', path]],
        },
      ];
    case 'byte-order-mark':
      return [
        {
          ...about,
          kind: 'repair',
          what: `${path} begins with a byte order mark, so that the kernel does not see its first line (#!)`,
          why: BYTE_ORDER_MARK,
          ...changeAt(path, isFirm, exam, { steps: [['sed', '-i', String.raw`1s/^\xef\xbb\xbf//`, path]] }),
        },
      ];
    case 'machine':
      return [
        { ...about, what: `its program ${path} is made for ${format.made}, and this host is ${format.here}` },
      ];
    case 'loader':
      return [
        {
          ...about,
          what: `its program ${path} is loaded by ${format.loader}, which this host does not have`,
          why: NO_LOADER,
        },
      ];
  }
}

const EMPTY =
  'The kernel does not execute an empty file (status 203). A copy or a build was cut short, for want of room perhaps: put the file there again.';
const NO_FIRST_LINE =
  'A shell runs such a file all the same, and the kernel does not (status 203). Give it a first line such as #!/bin/sh, or name the interpreter in the command.';
const BYTE_ORDER_MARK =
  'An editor of Windows puts one there, and the kernel does not execute such a file (status 203). The command takes it out.';
const NO_LOADER =
  'Without it the kernel says that the program itself is missing (status 203). It was made for another system, such as Alpine (musl): take the build for this one.';

const named = ({ program, script }: { readonly program: string; readonly script?: string }): string =>
  script === undefined ? `its program ${program}` : `${program}, which runs ${script},`;

/** A file of that name elsewhere that the user could run becomes reachable by a link where the unit looks. */
function missing(
  { program, elsewhere, place, nearest, script }: Extract<ProgramFact, { kind: 'missing' }>,
  searchPath: readonly string[],
): UnitFinding {
  const isPath = program.includes('/');
  const isLinked = elsewhere !== undefined && place !== undefined;
  const steps: readonly Step[] = isLinked
    ? [['ln', '-s', elsewhere, place]]
    : [
        isPath || elsewhere !== undefined
          ? ['ls', '-la', elsewhere ?? nearest ?? program]
          : ['whereis', '-b', program],
      ];
  const where = isPath ? 'is missing' : `is not in its PATH (${searchPath.join(':')})`;
  const but = elsewhere === undefined ? '' : `; there is one at ${elsewhere}`;
  return {
    code: script === undefined ? 'program-missing' : 'interpreter-missing',
    what: `${named(script === undefined ? { program } : { program, script })} ${where}${but}`,
    steps,
    ...(isLinked ? { kind: 'repair' } : {}),
  };
}

function engine({ one }: Subject): readonly UnitFinding[] {
  if (one.node === undefined || one.node.fits) return [];
  const { program, version, wanted, file } = one.node;
  return [
    {
      code: 'engine-mismatch',
      what: `it runs on Node ${version} (${program}), and ${file} asks for ${wanted}`,
      steps: [['whereis', '-b', 'node']],
    },
  ];
}
