import { dirname } from 'node:path';
import type { Reach } from './access.ts';
import type { Identity } from './identity.ts';
import type { Step } from './raw.ts';
import type { PathFact, Role } from './unit-exam.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** Paths that a unit names: there, open to its user, and not hidden by its own sandbox. */
export const pathFindings = ({ one, exam }: Subject): readonly UnitFinding[] =>
  one.paths.flatMap((fact): readonly UnitFinding[] => {
    const who = one.account?.identity;
    if (fact.reach.kind === 'missing') return [MISSING[fact.role](fact, who, exam.bundle?.manifest.root)];
    if (fact.reach.kind === 'closed' && who !== undefined)
      return [closed(`${NAMES[fact.role]} ${fact.named.path}`, fact.reach, who)];
    return fact.hiddenBy === undefined ? [] : [hidden(fact, fact.hiddenBy, one.view.unit)];
  });

const NAMES: Readonly<Record<Role, string>> = {
  'working-directory': 'its working directory',
  source: 'the file it sources,',
  'env-file': 'its environment file',
  secrets: 'its file of secrets',
  sandbox: 'a path of its sandbox,',
};

type Missing = (fact: PathFact, who: Identity | undefined, root: string | undefined) => UnitFinding;

const make = (path: string, who: Identity | undefined): Step =>
  who === undefined || who.uid === 0
    ? ['mkdir', '-p', path]
    : ['install', '-d', '-o', who.user, '-g', who.group, path];

const envFileMissing: Missing = ({ named }) => ({
  code: 'env-file-missing',
  what: `its environment file ${named.path} is missing`,
  steps: [['install', '-D', '-m', '0600', '/dev/null', named.path]],
});

const MISSING: Readonly<Record<Role, Missing>> = {
  'working-directory': ({ named }, who, root) => {
    const what = `its working directory ${named.path} is missing`;
    // An empty directory in place of the project would only move the failure.
    const isProject = root !== undefined && `${root}/`.startsWith(`${named.path}/`);
    return isProject
      ? {
          code: 'working-directory-missing',
          kind: 'look',
          what,
          why: 'The files of the project are expected there (root in the config). Put them there; no command knows where they are.',
          steps: [['ls', '-la', dirname(named.path)]],
        }
      : { code: 'working-directory-missing', what, steps: [make(named.path, who)] };
  },
  source: ({ named }) => ({
    code: 'source-missing',
    what: `the file it sources, ${named.path}, is missing`,
    steps: [['ls', '-la', dirname(named.path)]],
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
  { at, bit, stats }: Extract<Reach, { kind: 'closed' }>,
  who: Identity,
): UnitFinding {
  const whose = stats.uid === who.uid ? 'u' : who.gids.includes(stats.gid) ? 'g' : 'o';
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  const verb = bit === 'r' ? 'read' : stats.isDirectory() ? 'pass' : 'execute';
  return {
    code: 'path-closed',
    what: `${what} cannot be used by ${who.user}, who may not ${verb} ${at} (mode ${mode})`,
    steps: [['chmod', `${whose}+${bit}`, at]],
  };
}

const hidden = ({ role, named }: PathFact, by: string, unit: string): UnitFinding => ({
  code: 'path-hidden',
  what: `${NAMES[role]} ${named.path} is hidden from it by ${by}`,
  steps: [['systemctl', 'cat', unit]],
});
