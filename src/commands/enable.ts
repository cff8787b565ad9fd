import { diagnostic } from '../diagnostics/diagnostic.ts';
import { planEnablement, type EnablementPlan, type LinkOutcome } from '../host/enablement.ts';
import { lingerWarnings } from '../host/linger.ts';
import { isMasked } from '../host/members.ts';
import { missingDirectories } from '../install/durable.ts';
import { executeActions, foldersOf } from '../install/execute.ts';
import type { SystemState } from '../install/observe.ts';
import { writeState } from '../install/store.ts';
import { isRunning } from '../install/verdict.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { act, type Scene } from './act.ts';
import { maskedDiagnostic } from './chosen.ts';
import { refuse } from './host.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { printDocument } from './print-document.ts';
import type { Invocation } from './entry.ts';

type Verb = 'enable' | 'disable';

export const enable = (invocation: Invocation): Promise<number> => run('enable', invocation);
export const disable = (invocation: Invocation): Promise<number> => run('disable', invocation);

/** `tsm enable|disable`: the links of `[Install]`, made as install makes them. Nothing is started or stopped. */
const run = (verb: Verb, invocation: Invocation): Promise<number> =>
  act(invocation, (scene) => carryOut(verb, scene));

async function carryOut(
  verb: Verb,
  { paths, unit, system, installed, manager, terminal, json }: Scene,
): Promise<number> {
  if (verb === 'enable' && unit !== undefined && isMasked(unit, system))
    return refuse([maskedDiagnostic(unit, paths.scope)], terminal, json);
  const planned = planEnablement(verb, unit, installed, system);
  const directories = foldersOf(planned.plan, paths).flatMap(missingDirectories);
  const { outcomes } = await executeActions(planned.plan, installed, paths, manager, () => {});
  const failed = outcomes.find(({ ok }) => !ok);
  if (failed !== undefined)
    return refuse(
      [diagnostic('host-failed', undefined, { what: failed.action.kind, message: failed.message })],
      terminal,
      json,
    );
  remember(system, planned, directories);
  const warnings = await locateDiagnostics(
    verb === 'enable' ? lingerWarnings(paths.scope) : [],
    terminal.cwd,
  );
  if (json) {
    const { environment } = installed.manifest;
    const units = planned.outcomes;
    printDocument('enablement', { ok: true, verb, environment, units, diagnostics: warnings }, terminal);
    return EXIT.done;
  }
  await showDiagnostics(warnings, terminal);
  showLinks(planned.outcomes, verb, { system, unit }, terminal);
  return EXIT.done;
}

/** A link that is missing although it is remembered was taken away on purpose, and no install brings it back. */
function remember(
  { state, paths }: SystemState,
  { decided }: EnablementPlan,
  directories: readonly string[],
): void {
  if (state === undefined) return;
  writeState(paths, {
    ...state,
    enabled: [...new Set([...state.enabled, ...decided])].sort(),
    directories: [...new Set([...state.directories, ...directories])],
  });
}

/** `worker @dev` where one service was named, since what is hinted at must not reach further. */
function words(unit: string | undefined, { installed }: SystemState): string {
  const service = unit === undefined ? [] : [installed?.manifest.units[unit]?.service ?? unit];
  return [...service, `@${installed?.manifest.environment}`].join(' ');
}

function showLinks(
  outcomes: readonly LinkOutcome[],
  verb: Verb,
  { system, unit: named }: Pick<Scene, 'system' | 'unit'>,
  { out, err }: Terminal,
): void {
  if (outcomes.length === 0) out(`nothing is ${verb === 'enable' ? 'to be enabled' : 'enabled'}.\n`);
  const [first, second] = [
    Math.max(...outcomes.map(({ result }) => result.length)),
    Math.max(...outcomes.map(({ unit }) => unit.length)),
  ];
  for (const { unit, result, why } of outcomes)
    out(`${result.padEnd(first)}  ${unit.padEnd(second)}  ${why}\n`);
  const changed = outcomes.filter(({ result }) => result === 'enabled' || result === 'disabled');
  const running = changed.filter(({ unit }) => isRunning(unit, system));
  const at = words(named, system);
  if (verb === 'enable' && changed.length > 0 && running.length === 0)
    err(`\nNothing was started. Next: tsm start ${at}\n`);
  if (verb === 'disable' && running.length > 0)
    err(`\nWhat runs goes on until it is stopped: tsm stop ${at}\n`);
}
