// [I/O] Everything that doctor looks at, once. What it means is for the rules to say.
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { EnvironmentFacts } from '../host/facts.ts';
import { gather } from '../host/gather.ts';
import type { Installed } from '../install/hosts.ts';
import { installedFragment } from '../install/tmpfiles.ts';
import type { StoredBundle } from '../install/store.ts';
import { NEVER_RAN, type ServiceManager, type UnitState } from '../systemd/service-manager.ts';
import { systemdVersion } from '../systemd/version.ts';
import { foreignDependencies, type Dependency } from './dependencies.ts';
import { tmpfilesDirectories, type DirectoryFact } from './directories.ts';
import { observeEdits, type Edit } from './edits.ts';
import { examineUnit } from './examine-unit.ts';
import { createAccounts, type Accounts, type Identity } from './identity.ts';
import { examineStore, type StoreExam } from './store-exam.ts';
import type { UnitExam } from './unit-exam.ts';

export interface ExamineRequest {
  readonly managerOf: (scope: 'system' | 'user') => ServiceManager;
  readonly uid: number;
  readonly home: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Covers what looks like a secret in what a service said. */
  readonly redact: (text: string) => string;
}

/** One environment, installed or about to be. */
export interface EnvironmentExam {
  readonly facts: EnvironmentFacts;
  /** What is installed, or the bundle that would be; nothing for what an interrupted install left. */
  readonly bundle: StoredBundle | undefined;
  readonly isInstalled: boolean;
  readonly units: readonly UnitExam[];
  /** Directories that tmpfiles.d(5) makes for it. */
  readonly directories: readonly DirectoryFact[];
  /** Units that are named and exist nowhere. */
  readonly unknown: readonly Dependency[];
  readonly store: StoreExam | undefined;
  readonly systemd: number | undefined;
  /** Drop-ins of this host, by path. */
  readonly edits: ReadonlyMap<string, Edit>;
}

/** With one `systemctl show` for all units, and one more for what they name. */
export async function examineInstalled(
  installed: readonly Installed[],
  request: ExamineRequest,
): Promise<readonly EnvironmentExam[]> {
  const { managerOf, uid, home, now } = request;
  const all = await gather({ installed, managerOf, uid, home, now, brief: false, probe: true });
  return Promise.all(all.map((facts) => examineEnvironment(facts, facts.installed, true, request)));
}

export async function examineEnvironment(
  facts: EnvironmentFacts,
  bundle: StoredBundle | undefined,
  isInstalled: boolean,
  request: ExamineRequest,
): Promise<EnvironmentExam> {
  const { uid, home, managerOf, redact } = request;
  const { paths, generation, units: states, links } = facts.system;
  const systemd = await systemdVersion();
  const edits = observeEdits(states.values());
  if (bundle === undefined)
    return {
      facts,
      bundle,
      isInstalled,
      units: [],
      directories: [],
      unknown: [],
      store: undefined,
      systemd,
      edits,
    };
  const accounts = createAccounts();
  const caller = { uid, user: userInfo().username, home };
  // Whoever looks at what may lie there waits for ever.
  const isBlind = (facts.silent ?? []).length > 0;
  const units = await Promise.all(
    (isBlind ? [] : Object.keys(bundle.manifest.units)).map((unit) =>
      examineUnit({
        unit,
        bundle,
        isInstalled,
        paths,
        state: states.get(unit) ?? unknownState(unit),
        ports: facts.ports.get(unit) ?? [],
        now: facts.now,
        redact,
        pinned: links.get(unit)?.pinned,
        accounts,
        caller,
      }),
    ),
  );
  return {
    facts,
    bundle,
    isInstalled,
    units,
    directories: isInstalled && !isBlind ? await madeDirectories(paths.tmpfiles, accounts) : [],
    unknown: await unknownUnits(bundle, states, managerOf(paths.scope)),
    store:
      generation === undefined || !isInstalled ? undefined : examineStore(paths, generation, bundle, uid),
    systemd,
    edits,
  };
}

/** What an install would make is not missed before it, and what it left to others is theirs. */
async function madeDirectories(
  fragment: string | undefined,
  accounts: Accounts,
): Promise<readonly DirectoryFact[]> {
  const text = fragment === undefined ? '' : installedFragment(fragment);
  const owners = new Map<string, Identity>();
  for (const [, user = '', group = ''] of text.matchAll(/^d .* (\S+) (\S+)$/gm)) {
    const identity = (await accounts.find(user, group, []))?.identity;
    if (identity !== undefined) owners.set(`${user} ${group}`, identity);
  }
  return tmpfilesDirectories(text, (user, group) => owners.get(`${user} ${group}`));
}

async function unknownUnits(
  bundle: StoredBundle,
  states: ReadonlyMap<string, UnitState>,
  manager: ServiceManager,
): Promise<readonly Dependency[]> {
  const named = foreignDependencies(bundle, (unit) =>
    [bundle.files.get(unit) ?? '', ...(states.get(unit)?.dropIns ?? []).map(readIfThere)].join('\n'),
  );
  const found = await manager.show([...new Set(named.map(({ on }) => on))].sort());
  return named.filter(({ on }) => found.get(on)?.loadState === 'not-found');
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** For a unit that systemd has not been asked about. */
const unknownState = (name: string): UnitState => ({ ...NEVER_RAN, name, loadState: '' });
