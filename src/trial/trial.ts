// [I/O] A bundle tried on a throwaway machine: booted, installed, started, looked at, thrown away.
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { VerbOutcome } from '../host/lifecycle.ts';
import type { EnvironmentStatus } from '../host/status.ts';
import type { Bind } from '../machine/holder.ts';
import { bootMachine, type Machine } from '../machine/machine.ts';
import type { RunOptions } from '../machine/enter.ts';
import { bringTsm, tsmBinds, tsmInside, type Ended, type Tsm } from './inside.ts';
import { startUserManager, type Person } from './person.ts';
import { ownLines } from './own-lines.ts';
import { installInside, PLACE, placeProject, type Project } from './project.ts';
import { trialUnits, type TrialReport, type TrialUnit } from './report.ts';
import { fillSecrets } from './secrets.ts';
import { makeReadable, notHere, treeOf } from './tree.ts';

export interface TrialRequest extends Project {
  readonly tsm: Tsm;
  /** Whose units they are in user scope. */
  readonly person: Person;
  readonly secrets: ReadonlyMap<string, string>;
  /** Milliseconds for which what was started must stay up. */
  readonly settle: number;
  /** Ends the trial wherever it is; what was made is removed. */
  readonly signal: AbortSignal;
  readonly onStep: (what: string) => void;
  /** What is to be done while the machine is still up. */
  readonly whileUp: (report: TrialReport, machine: Machine) => Promise<void>;
}

/** Of which the programs' own are shown. */
const LOG_LINES = 500;

/** Throws a `MachineError` where no machine can be booted, and the reason of `signal` when that was aborted. */
export async function trial(request: TrialRequest): Promise<TrialReport> {
  const { bundle, directory, tsm, person, signal, onStep } = request;
  const copies = treeOf(directory, bundle.environment, person.home);
  onStep('booting a copy of this machine');
  const machine = await bootMachine({ copies, binds: tsmBinds(tsm, copies), signal });
  const end = (): void => void machine.stop();
  signal.addEventListener('abort', end);
  try {
    const report = await putIntoService(machine, copies, request);
    signal.throwIfAborted();
    await request.whileUp(report, machine);
    return report;
  } catch (problem) {
    // Whatever went wrong after that is a consequence.
    signal.throwIfAborted();
    throw problem;
  } finally {
    signal.removeEventListener('abort', end);
    await machine.stop();
  }
}

async function putIntoService(
  machine: Machine,
  copies: readonly Bind[],
  request: TrialRequest,
): Promise<TrialReport> {
  const { bundle, onStep } = request;
  const { name, target } = bundle.environment;
  onStep('installing');
  const { as, notes } = await prepare(machine, copies, request);
  const report = { environment: name, target, systemd: machine.systemd, notes };
  const installed = await installInside(machine, bundle, as);
  if (installed.code !== 0)
    return { ...report, units: [], refusal: { code: installed.code, diagnostics: said(installed) } };
  onStep(`starting ${target}`);
  const started = await tsmInside<Started>(machine, ['start', `@${name}`], as);
  const { units: outcomes } = started.document;
  if (outcomes === undefined)
    return { ...report, units: [], refusal: { code: started.code, diagnostics: said(started) } };
  onStep('seeing that it stays up');
  await sleep(request.settle);
  const units = await look(machine, request, outcomes, as);
  const isCutOff = units.some(({ ok }) => !ok) && !(await hasLoopback(machine));
  const about = isCutOff ? [...notes, diagnostic('try-no-loopback', undefined, {})] : notes;
  return { ...report, notes: about, units, refusal: undefined };
}

/** No units where the start itself was refused. */
interface Started {
  readonly units?: readonly VerbOutcome[];
}

const said = ({ document }: Ended<unknown>): NonNullable<TrialReport['refusal']>['diagnostics'] =>
  document.diagnostics ?? [];

/** Everything that a host would have before the bundle comes. */
async function prepare(
  machine: Machine,
  copies: readonly Bind[],
  { tsm, person, secrets, ...project }: TrialRequest,
): Promise<{ as: RunOptions; notes: readonly Diagnostic[] }> {
  const { bundle, services } = project;
  const { name, scope } = bundle.environment;
  const notes: Diagnostic[] = notHere(copies).map(({ to }) =>
    diagnostic('try-copied-to-root', undefined, { root: to }),
  );
  await bringTsm(machine, tsm);
  for (const one of await placeProject(machine, project))
    notes.push(diagnostic('try-stand-in', undefined, one));
  const users = new Set(services.map(({ user }) => user ?? person.name).filter((user) => user !== 'root'));
  const closed = copies[0] === undefined || users.size === 0 ? [] : await makeReadable(machine, copies[0].to);
  if (closed.length > 0)
    notes.push(diagnostic('try-made-readable', undefined, { users: [...users], paths: closed }));
  const as = { cwd: PLACE, ...(scope === 'user' ? await startUserManager(machine, person) : {}) };
  if (services.some((service) => service.secrets.length > 0)) {
    const placeholders = await fillSecrets(machine, name, secrets, as);
    if (placeholders.length > 0)
      notes.push(diagnostic('try-placeholders', undefined, { names: placeholders }));
  }
  return { as, notes };
}

async function look(
  machine: Machine,
  { bundle, services }: Project,
  outcomes: readonly VerbOutcome[],
  as: RunOptions,
): Promise<readonly TrialUnit[]> {
  const { name } = bundle.environment;
  const looked = await tsmInside<Looked>(machine, ['status', `@${name}`, '--probe'], as);
  const [status] = looked.document.environments;
  const units = status === undefined ? [] : trialUnits(status, outcomes, services);
  return Promise.all(
    units.map(async (unit) => (unit.ok ? unit : { ...unit, log: await lastLines(machine, unit.unit, as) })),
  );
}

/** nspawn goes on where it may not bring it up. */
async function hasLoopback(machine: Machine): Promise<boolean> {
  const { stdout } = await machine.run(['cat', '/sys/class/net/lo/flags']);
  return (Number(stdout) & IFF_UP) !== 0;
}

/** net/if.h */
const IFF_UP = 1;

interface Looked {
  readonly environments: readonly EnvironmentStatus[];
}

async function lastLines(machine: Machine, unit: string, as: RunOptions): Promise<readonly string[]> {
  const field = as.user === undefined ? '--unit' : '--user-unit';
  const options = ['--no-pager', '--quiet', '--output=short', `--lines=${LOG_LINES}`];
  const { stdout } = await machine.run(['journalctl', `${field}=${unit}`, ...options], as);
  return ownLines(stdout.split('\n').filter(Boolean));
}
