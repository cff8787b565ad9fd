import { outcomesOf, planVerb, type Verb, type VerbPlan } from '../host/lifecycle.ts';
import { lingerWarnings } from '../host/linger.ts';
import { isMasked, membersOf } from '../host/members.ts';
import { checkSecrets } from '../install/checks.ts';
import type { SystemState } from '../install/observe.ts';
import { recordRuns } from '../install/record.ts';
import { settleUnits } from '../install/settle.ts';
import { writeState, type StoredBundle } from '../install/store.ts';
import { isRunning, isService } from '../install/verdict.ts';
import type { ServiceManager, UnitState } from '../systemd/service-manager.ts';
import { act, type Scene } from './act.ts';
import { maskedDiagnostic } from './chosen.ts';
import { refuse } from './host.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { showOutcomes } from './show-outcomes.ts';
import type { Invocation } from './entry.ts';

export const start = (invocation: Invocation): Promise<number> => run('start', invocation);
export const stop = (invocation: Invocation): Promise<number> => run('stop', invocation);
export const restart = (invocation: Invocation): Promise<number> => run('restart', invocation);

/** `tsm start|stop|restart`: one call to systemd, then a look at every unit, since the call alone says little. */
const run = (verb: Verb, invocation: Invocation): Promise<number> =>
  act(invocation, (scene) => carryOut(verb, scene));

async function carryOut(
  verb: Verb,
  { paths, unit, system, installed, manager, terminal, json }: Scene,
): Promise<number> {
  const asked = unit ?? installed.manifest.target;
  if (verb !== 'stop' && isMasked(asked, system))
    return refuse([maskedDiagnostic(asked, paths.scope)], terminal, json);
  const plan = planVerb(verb, unit, installed, system);
  const lacking = checkSecrets(installed, paths, toStart(plan, system));
  if (lacking.length > 0) return refuse(lacking, terminal, json);
  const warnings = verb === 'stop' ? [] : await locateDiagnostics(lingerWarnings(paths.scope), terminal.cwd);
  if (!json) await showDiagnostics(warnings, terminal);
  if (terminal.isTerminal && !json) terminal.err(progressLine(plan));
  if (verb !== 'stop') await manager.resetFailed(plan.watched);
  const { ok, message } = await manager[verb](plan.units);
  const { states, shaky } = await lookAfter(plan, installed, manager);
  record(system, states);
  const outcomes = outcomesOf(plan, installed, { before: system, after: states, shaky, ok });
  return showOutcomes(
    { verb, outcomes, message, manifest: installed.manifest, states, json, warnings },
    manager,
    terminal,
  );
}

/** What would be stopped, or be down already, and could not start without its secrets. */
const toStart = ({ verb, watched }: VerbPlan, system: SystemState): readonly string[] =>
  watched.filter((unit) => verb === 'restart' || (verb === 'start' && !isRunning(unit, system)));

/** A start waits for health checks, which may take their time. */
const progressLine = ({ verb, units, watched }: VerbPlan): string =>
  `${verb} ${units[0]}${watched.length > 1 ? `, ${watched.length} units` : ''} …\n`;

/** How long what was started must stay up; long enough for a program that fails while it begins, not for a slow crash. */
const SETTLE_MILLISECONDS = 1000;

async function lookAfter(
  { verb, watched }: VerbPlan,
  bundle: StoredBundle,
  manager: ServiceManager,
): Promise<{ states: ReadonlyMap<string, UnitState>; shaky: ReadonlyMap<string, string> }> {
  const services = verb === 'stop' ? [] : watched.filter(isService);
  const { failures } = await settleUnits(
    services,
    bundle,
    manager,
    services.length === 0 ? 0 : SETTLE_MILLISECONDS,
  );
  const states = await manager.show(membersOf(bundle));
  return { states, shaky: new Map(failures.map(({ unit, why }) => [unit, why])) };
}

/** So that "restart pending" stays right for the runs that began now. */
function record(system: SystemState, states: ReadonlyMap<string, UnitState>): void {
  if (system.state === undefined || system.generation === undefined) return;
  const units = recordRuns({ plan: undefined, system, states, generation: system.generation });
  writeState(system.paths, { ...system.state, units });
}
