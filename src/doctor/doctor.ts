// [I/O] The story of `tsm doctor`: look at the host, at what is installed or would be, and say what is wrong. Nothing is written.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isBelow } from '../host/below.ts';
import type { EnvironmentFacts } from '../host/facts.ts';
import { freeing, holdersOf } from '../host/listening.ts';
import { notLingering } from '../host/linger.ts';
import { silentMounts } from '../host/silent-mounts.ts';
import { checkHost } from '../install/checks.ts';
import type { Installed } from '../install/hosts.ts';
import { observeSystem } from '../install/observe.ts';
import type { HostPaths } from '../install/paths.ts';
import { type StoredBundle } from '../install/store.ts';
import { damagedStore, withoutCurrent, wordsOf } from './damaged-store.ts';
import { diagnose } from './diagnose.ts';
import {
  examineEnvironment,
  examineInstalled,
  type EnvironmentExam,
  type ExamineRequest,
} from './examine.ts';
import { examineHost } from './host-exam.ts';
import { lostStore, type LostStore } from './lost-stores.ts';
import type { Raw } from './raw.ts';
import { silentMountFindings } from './silent-mount-rules.ts';
import type { DoctorReport } from './report.ts';
import type { BrokenStore } from './store-exam.ts';

export interface Unreachable {
  readonly installed: Installed;
  readonly why: Diagnostic;
}

/** What is to be looked at. */
export interface DoctorRequest extends ExamineRequest {
  readonly installed: readonly Installed[];
  readonly broken: readonly BrokenStore[];
  readonly lost: readonly LostStore[];
  /** Whose service manager cannot be asked. */
  readonly unreachable: readonly Unreachable[];
  /** A bundle that is not installed, to be held against this host. */
  readonly bundle: { readonly bundle: StoredBundle; readonly paths: HostPaths } | undefined;
  /** The command line again, as root. */
  readonly sudo: string;
}

export async function runDoctor(request: DoctorRequest): Promise<DoctorReport> {
  const { installed, broken, lost, unreachable, uid, bundle, sudo } = request;
  const readable = installed.filter(({ damage }) => damage === undefined);
  const damaged = installed.filter(({ damage }) => damage !== undefined);
  const environments = [
    ...(await examineInstalled(readable, request)),
    ...(bundle === undefined ? [] : [await examineBundle(bundle.bundle, bundle.paths, request)]),
  ];
  const silent = environments[0]?.facts.silent ?? [];
  const places = placesOf(environments).filter((path) => !silent.some(({ point }) => isBelow(path, point)));
  return diagnose({
    host: await examineHost(places),
    environments,
    others: [
      ...silentMountFindings(silent, environments),
      ...broken.map(withoutCurrent),
      ...lost.map((one) => lostStore(one, bundle?.bundle)),
      ...(await Promise.all(damaged.map(damagedStore))),
      ...(await Promise.all(unreachable.map(outOfReach))),
      ...(bundle === undefined ? [] : await refusals(bundle.bundle, environments.at(-1))),
    ],
    damaged: [
      ...broken,
      ...damaged,
      ...unreachable.map((one) => one.installed),
      ...(bundle === undefined ? lost.map(({ paths }) => ({ paths, environment: paths.base })) : []),
    ].map(({ paths, environment }) => ({
      environment,
      base: paths.base,
      scope: paths.scope,
      installed: true,
    })),
    isRoot: uid === 0,
    sudo: uid === 0 ? null : sudo,
  });
}

/** Where something writes; the root last, so that a disk goes by the path that matters most. */
const placesOf = (environments: readonly EnvironmentExam[]): readonly string[] => [
  ...environments.flatMap(({ units, facts }) => [
    ...units.flatMap(({ view }) => [
      ...view.ownDirectories.map(({ path }) => path),
      ...view.sandboxPaths.filter(({ by }) => by === 'ReadWritePaths=').map(({ path }) => path),
      ...(view.workingDirectory === undefined ? [] : [view.workingDirectory.path]),
    ]),
    facts.system.paths.store,
  ]),
  '/var/log/journal',
  '/var/lib',
  '/',
];

/** Whether it is down or well, nobody tells. */
async function outOfReach({ installed: { environment }, why }: Unreachable): Promise<Raw> {
  const [said] = await wordsOf([why]);
  return {
    code: 'manager-unreachable',
    environment,
    units: [],
    what: said?.message ?? '',
    why: `Nobody can tell how its services are: ${said?.hint ?? ''}.`,
    steps: [['loginctl', 'user-status', String(process.getuid?.() ?? '')]],
  };
}

async function examineBundle(
  bundle: StoredBundle,
  paths: HostPaths,
  request: ExamineRequest,
): Promise<EnvironmentExam> {
  const system = await observeSystem(paths, bundle, request.managerOf(paths.scope));
  const { environment } = bundle.manifest;
  const facts: EnvironmentFacts = {
    environment,
    name: environment,
    system,
    installed: undefined,
    ports: new Map(),
    missingSecrets: new Map(),
    silent: await silentMounts(),
    newer: new Map(),
    health: new Map(),
    notLingering: notLingering(paths.scope),
    busy: undefined,
    now: request.now,
    sudo: paths.scope === 'system' && request.uid !== 0,
  };
  return examineEnvironment(facts, bundle, false, request);
}

/** What install would refuse for, but for what doctor finds itself; and the ports that somebody has already. */
async function refusals(bundle: StoredBundle, exam: EnvironmentExam | undefined): Promise<readonly Raw[]> {
  if (exam === undefined) return [];
  const { name, system, sudo } = exam.facts;
  const mine = new Set<string>(['program-not-found', 'secret-missing']);
  const said = await wordsOf(checkHost(bundle, system, false).filter(({ code }) => !mine.has(code)));
  const about = { environment: name, units: [] };
  const install = `${sudo ? 'sudo ' : ''}tsm install @${name}`;
  return [
    ...said.map(({ message, hint }) => ({
      ...about,
      code: 'install-refused' as const,
      what: message,
      why: hint,
      steps: [`${install} --dry-run`],
    })),
    ...portsTaken(bundle).map((one) => ({ ...one, environment: name })),
    { ...about, code: 'not-installed', what: `@${name} is not installed on this host`, steps: [install] },
  ];
}

function portsTaken({ manifest }: StoredBundle): readonly Omit<Raw, 'environment'>[] {
  const wanted = Object.entries(manifest.units).flatMap(([unit, { port }]) =>
    port === undefined ? [] : [[unit, port] as const],
  );
  const holders = holdersOf(new Set(wanted.map(([, port]) => port)));
  return wanted.flatMap(([unit, port]) => {
    const holder = holders.get(port);
    // Its own unit may still run, after an uninstall that was none.
    if (holder === undefined || Object.hasOwn(manifest.units, holder.unit ?? '')) return [];
    const { pid, name } = holder;
    return [
      {
        code: 'port-held' as const,
        units: [unit],
        what: `port ${port} is held by ${name} (process ${pid})`,
        steps: [freeing(holder).words],
      },
    ];
  });
}
