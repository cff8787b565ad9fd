// [I/O] Everything that one service needs, held against the host as its own user meets it.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { hostDropIns } from '../host/drop-ins.ts';
import type { PortStatus } from '../host/status.ts';
import type { HostPaths } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import { readSecrets, unitsWithSecrets } from '../install/secret-files.ts';
import { isUp, type UnitState } from '../systemd/service-manager.ts';
import { lackingControllers } from './control-group.ts';
import { observeElsewhere } from './elsewhere.ts';
import type { Accounts, Identity } from './identity.ts';
import { NO_JOURNAL, readJournal } from './journal-lines.ts';
import { lastWords } from './last-words.ts';
import { readOnlyMount } from './lost-mounts.ts';
import { observeNeeds } from './needs.ts';
import { newerInput } from './newer-input.ts';
import { observeNode, type NodeFact } from './node.ts';
import { findProgram } from './programs.ts';
import { refusedFile } from './refused-file.ts';
import { serviceView, type ServiceView } from './service-view.ts';
import type { UnitExam, UnitNeeds } from './unit-exam.ts';

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
  const isRunning = isUp(state) && state.mainPid !== 0;
  const viewOf = (text: string): ServiceView =>
    serviceView(unit, text, entry?.programs ?? [], paths, caller.home);
  const needsOf = (text: string): Promise<UnitNeeds> => observeNeeds(viewOf(text), isRunning, request);
  const needs = await needsOf(unitText(request, state.dropIns));
  const { view, account } = needs;
  const who = account?.identity;
  const { text: journal, own } = isDown(state) ? await readJournal(unit, paths.scope) : NO_JOURNAL;
  const words = said(own, request);
  const edits = hostDropIns(state);
  const others = state.dropIns.filter((path) => !edits.includes(path));
  return {
    ...needs,
    ...(edits.length === 0 ? {} : { withoutEdit: await needsOf(unitText(request, others)) }),
    state,
    service: entry?.service ?? unit,
    source: entry?.source[0],
    missingSecrets: missingSecrets(request, entry?.secrets ?? []),
    // Nobody has agreed yet to run what a bundle names that is not installed.
    node: isInstalled ? await nodeOf(view, who, caller.uid) : undefined,
    newerInput: isRunning ? newerInput(view, paths, state.mainStartedAt) : undefined,
    elsewhere: observeElsewhere(entry?.port, request.ports, state, request.now),
    lackingControllers: isRunning ? lackingControllers(state.controlGroup, view.controllers) : [],
    refusedFile: refusedFile(journal, words, view, who),
    readOnly: readOnlyPath(journal),
    journal,
    said: words,
  };
}

/** Of a file system; its letters are plain, since it is shown. */
const NO_WRITING = /(?:EROFS: read-only file system, \w+|Read-only file system:) '(\/[\w.@+/-]+)'/g;

function readOnlyPath(journal: string): UnitExam['readOnly'] {
  const path = [...journal.matchAll(NO_WRITING)].at(-1)?.[1];
  return path === undefined ? undefined : { path, point: readOnlyMount(path) };
}

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
function unitText({ unit, bundle, pinned }: UnitRequest, dropIns: readonly string[]): string {
  const own = pinned === undefined ? undefined : readIfThere(pinned);
  return [own ?? bundle.files.get(unit) ?? '', ...dropIns.map((path) => readIfThere(path) ?? '')].join('\n');
}

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
