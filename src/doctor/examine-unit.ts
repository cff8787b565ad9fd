// [I/O] Everything that one service needs, held against the host as its own user meets it.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { PortStatus } from '../host/status.ts';
import type { HostPaths } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import { readSecrets, unitsWithSecrets } from '../install/secret-files.ts';
import { isUp, type UnitState } from '../systemd/service-manager.ts';
import { reach } from './access.ts';
import { lackingControllers } from './control-group.ts';
import { serviceDirectories } from './directories.ts';
import { observeElsewhere } from './elsewhere.ts';
import type { Account, Accounts, Identity } from './identity.ts';
import { NO_JOURNAL, readJournal } from './journal-lines.ts';
import { lastWords } from './last-words.ts';
import { newerInput } from './newer-input.ts';
import { observeNode, type NodeFact } from './node.ts';
import { findProgram } from './programs.ts';
import { refusedFile } from './refused-file.ts';
import { serviceView, type NamedPath, type ServiceView } from './service-view.ts';
import type { PathFact, Role, UnitExam } from './unit-exam.ts';

export interface UnitRequest {
  readonly unit: string;
  readonly bundle: StoredBundle;
  readonly isInstalled: boolean;
  readonly paths: HostPaths;
  readonly state: UnitState;
  readonly ports: readonly PortStatus[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A full copy that stands in for the installed file. */
  readonly pinned: string | undefined;
  readonly accounts: Accounts;
  /** Covers what looks like a secret. */
  readonly redact: (text: string) => string;
  readonly caller: { readonly uid: number; readonly user: string; readonly home: string };
}

export async function examineUnit(request: UnitRequest): Promise<UnitExam> {
  const { unit, bundle, paths, state, caller, isInstalled } = request;
  const entry = bundle.manifest.units[unit];
  const view = serviceView(unit, unitText(request), entry?.programs ?? [], paths, caller.home);
  const account = await accountOf(view, request);
  const who = account?.identity;
  const isRunning = isUp(state) && state.mainPid !== 0;
  const { text: journal, own } = isDown(state) ? await readJournal(unit, paths.scope) : NO_JOURNAL;
  const words = said(own, request);
  const around = { homes: [...new Set(['/root', caller.home])], isMendedByRoot: paths.scope === 'system' };
  return {
    view,
    state,
    service: entry?.service ?? unit,
    source: entry?.source[0],
    account,
    paths: view.isApart ? [] : pathsOf(view, who, paths, isRunning),
    programs: view.isApart ? [] : view.programs.map((one) => findProgram(one, view.searchPath, who, around)),
    directories:
      who === undefined
        ? []
        : serviceDirectories(
            view.ownDirectories.map(({ path }) => path),
            who,
            isRunning,
          ),
    missingSecrets: missingSecrets(request, entry?.secrets ?? []),
    // Nobody has agreed yet to run what a bundle names that is not installed.
    node: isInstalled ? await nodeOf(view, who, caller.uid) : undefined,
    newerInput: isRunning ? newerInput(view, paths, state.mainStartedAt) : undefined,
    elsewhere: observeElsewhere(entry?.port, request.ports, state, request.now),
    lackingControllers: isRunning ? lackingControllers(state.controlGroup, view.controllers) : [],
    refusedFile: refusedFile(journal, words, view, who),
    readOnlyPath: [...journal.matchAll(NO_WRITING)].at(-1)?.[1],
    journal,
    said: words,
  };
}

/** Of a file system; its letters are plain, since it is shown. */
const NO_WRITING = /(?:EROFS: read-only file system, \w+|Read-only file system:) '(\/[\w.@+/-]+)'/g;

/** Where there are secrets that we may not read, they could not be covered. */
function said(
  own: readonly string[],
  { unit, bundle, paths, caller, redact }: UnitRequest,
): string | undefined {
  const isKept = (bundle.manifest.units[unit]?.secrets ?? []).length > 0;
  if (isKept && paths.scope === 'system' && caller.uid !== 0) return undefined;
  try {
    const values = unitsWithSecrets(paths).flatMap((one) => [...readSecrets(paths, one).values()]);
    return lastWords(own, { values, redact });
  } catch {
    return isKept ? undefined : lastWords(own, { values: [], redact });
  }
}

const isDown = ({ activeState, subState }: UnitState): boolean =>
  activeState === 'failed' || subState === 'auto-restart';

/** What systemd would read now: later files add to earlier ones, as drop-ins do. */
function unitText({ unit, bundle, state, pinned }: UnitRequest): string {
  const own = pinned === undefined ? undefined : readIfThere(pinned);
  return [own ?? bundle.files.get(unit) ?? '', ...state.dropIns.map((path) => readIfThere(path) ?? '')].join(
    '\n',
  );
}

/** The user of a manager runs what names none. Nothing where the host gives no answer in time. */
async function accountOf(
  view: ServiceView,
  { paths, accounts, caller }: UnitRequest,
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
      // What a running service does not see it does not miss.
      hiddenBy: isRunning || role === 'sandbox' || role === 'env-file' ? undefined : view.hidden(named.path),
    }));
}

/** The rest is opened by systemd itself. */
const LOOKED_AT_AS_USER: Readonly<Partial<Record<Role, 'x' | 'r'>>> = {
  'working-directory': 'x',
  source: 'r',
};

/** Files of secrets are for root, or the user whose manager it is. */
function missingSecrets({ unit, paths, caller }: UnitRequest, names: readonly string[]): readonly string[] {
  if (names.length === 0 || (paths.scope === 'system' && caller.uid !== 0)) return [];
  try {
    const kept = readSecrets(paths, unit);
    return names.filter((name) => !kept.has(name));
  } catch {
    return names;
  }
}

const RUN_BY_NODE = /^(?:node|npm|npx|pnpm|yarn|corepack)$/;

async function nodeOf(
  view: ServiceView,
  who: Identity | undefined,
  uid: number,
): Promise<NodeFact | undefined> {
  const directory = view.workingDirectory?.path;
  if (who === undefined || directory === undefined || view.isApart) return undefined;
  const named = view.programs.find((program) => basename(program) === 'node');
  if (!view.programs.some((program) => RUN_BY_NODE.test(basename(program)))) return undefined;
  const found = findProgram(named ?? 'node', view.searchPath, who, { homes: [], isMendedByRoot: true });
  if (found.kind !== 'found') return undefined;
  return observeNode(found.path, directory, who, view.searchPath, uid);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
