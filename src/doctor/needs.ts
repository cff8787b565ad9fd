// [I/O] What a unit's text asks for, held against the host as its own user meets it.
import { isUtf8 } from 'node:buffer';
import { readPlainFile } from '../host/plain-file.ts';
import type { HostPaths } from '../install/paths.ts';
import { reach } from './access.ts';
import { serviceDirectories } from './directories.ts';
import type { Account, Accounts, Identity } from './identity.ts';
import { findProgram } from './programs.ts';
import { lostMounts } from './lost-mounts.ts';
import type { NamedPath, ServiceView } from './service-view.ts';
import type { PathFact, Role, UnitNeeds } from './unit-exam.ts';

interface NeedsRequest {
  readonly paths: HostPaths;
  readonly accounts: Accounts;
  readonly caller: { readonly user: string; readonly home: string };
}

export async function observeNeeds(
  view: ServiceView,
  isRunning: boolean,
  request: NeedsRequest,
): Promise<UnitNeeds> {
  const { paths, caller } = request;
  const account = await accountOf(view, request);
  const who = account?.identity;
  const around = { homes: [...new Set(['/root', caller.home])], isMendedByRoot: paths.scope === 'system' };
  const own = view.ownDirectories.map(({ path }) => path);
  return {
    view,
    account,
    paths: view.isApart ? [] : pathsOf(view, who, paths, isRunning),
    programs: view.isApart ? [] : view.programs.map((one) => findProgram(one, view.searchPath, who, around)),
    lostMounts: view.isApart ? [] : lostMounts(view),
    directories: who === undefined ? [] : serviceDirectories(own, who, isRunning),
  };
}

/** The user of a manager runs what names none. Nothing where the host gives no answer in time. */
async function accountOf(
  view: ServiceView,
  { paths, accounts, caller }: NeedsRequest,
): Promise<Account | undefined> {
  if (view.isApart) return undefined;
  const standard = paths.scope === 'system' ? 'root' : caller.user;
  return accounts.find(view.user || standard, view.group, view.moreGroups);
}

function pathsOf(
  view: ServiceView,
  who: Identity | undefined,
  { store }: HostPaths,
  isRunning: boolean,
): readonly PathFact[] {
  const outside = view.envFiles.filter(({ path }) => !path.startsWith(`${store}/`));
  const sources = view.sources.map((path) => ({ path, optional: false, by: 'source' }));
  const wanted: readonly (readonly [Role, NamedPath])[] = [
    ...(view.workingDirectory === undefined ? [] : [['working-directory', view.workingDirectory] as const]),
    ...sources.map((named) => ['source', named] as const),
    ...outside.map((named) => ['env-file', named] as const),
    ...view.sandboxPaths.map((named) => ['sandbox', named] as const),
  ];
  return wanted
    .filter(([, { optional }]) => !optional)
    .map(([role, named]) => ({
      role,
      named,
      reach: reach(
        named.path,
        LOOKED_AT_AS_USER[role] === undefined ? undefined : who,
        LOOKED_AT_AS_USER[role],
      ),
      ...(role === 'env-file' && isNoText(named.path) ? { isNoText: true as const } : {}),
      // What a running service does not see it does not miss.
      hiddenBy: isRunning || role === 'sandbox' || role === 'env-file' ? undefined : view.hidden(named.path),
    }));
}

/** The rest is opened by systemd itself. */
const LOOKED_AT_AS_USER: Readonly<Partial<Record<Role, 'x' | 'r'>>> = {
  'working-directory': 'x',
  source: 'r',
};

const LONGEST_ENV_FILE = 1024 * 1024;

/** src/basic/env-file.c: assignments must be UTF-8, comments need not, and no byte may be 0. */
function isNoText(path: string): boolean {
  const bytes = readPlainFile(path, LONGEST_ENV_FILE);
  if (bytes === undefined) return false;
  // Latin-1 has a character for each byte, so that lines can be told apart in any.
  const lines = bytes.toString('latin1').split('\n');
  const assignments = lines.filter((line) => !/^\s*[#;]/.test(line)).join('\n');
  return bytes.includes(0) || !isUtf8(Buffer.from(assignments, 'latin1'));
}
