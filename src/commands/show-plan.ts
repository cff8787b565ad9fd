import type { Action, ActionPlan } from '../install/action-plan.ts';
import type { SystemState } from '../install/observe.ts';

/** The plan as a person reads it: what becomes of each unit and why, and what operators have changed by hand. */
export function planText({ environment, base, from, to, units }: ActionPlan, system: SystemState): string {
  const shown = units.filter(({ verdict }) => verdict !== 'nothing');
  const [first, second] = [
    Math.max(0, ...shown.map(({ verdict }) => verdict.length)),
    Math.max(0, ...shown.map(({ unit }) => unit.length)),
  ];
  const generation =
    from === to
      ? `generation ${to}`
      : from === undefined
        ? `first install, generation ${to}`
        : `generation ${from} → ${to}`;
  const rows = shown.map(
    ({ unit, verdict, reason }) => `  ${verdict.padEnd(first)}  ${unit.padEnd(second)}  ${reason}\n`,
  );
  const rest = units.length - shown.length;
  const notes = operatorNotes(units, system).map((note) => `  note: ${note}\n`);
  return `@${environment} (${base}): ${generation}\n${rows.join('')}${rest > 0 ? `  ${rest} unchanged\n` : ''}${notes.join('')}`;
}

/** Whether a plan without steps has something to tell all the same. */
export const isWorthTelling = ({ units }: ActionPlan, system: SystemState): boolean =>
  units.some(({ verdict }) => verdict !== 'nothing') || operatorNotes(units, system).length > 0;

/** What was done by hand and stays so, beside what the verdicts say. */
function operatorNotes(
  units: ActionPlan['units'],
  { units: states, links, state }: SystemState,
): readonly string[] {
  return units.flatMap(({ unit, verdict }) => {
    if (verdict === 'stop') return [];
    const { dropIns = [] } = states.get(unit) ?? {};
    const there = links.get(unit);
    const wasEnabled = state?.enabled.includes(unit) === true;
    const isDisabled = wasEnabled && there?.enabledIn.length === 0 && verdict !== 'left';
    return [
      ...(dropIns.length > 0 ? [`${unit} is edited on this host: ${dropIns.join(', ')}`] : []),
      ...(isDisabled ? [`${unit} is disabled on this host`] : []),
    ];
  });
}

/** One step, as progress. */
export function actionLine(action: Action): string {
  switch (action.kind) {
    case 'write-generation':
      return `write generation ${action.number}`;
    case 'switch':
      return `switch to generation ${action.number}`;
    case 'create-users':
      return 'systemd-sysusers';
    case 'create-directories':
      return 'systemd-tmpfiles';
    case 'link':
    case 'unlink':
      return `${action.kind} ${action.unit}`;
    case 'enable':
    case 'disable':
      return `${action.kind} ${action.unit} in ${action.in}`;
    case 'remove-operator-link':
      return `remove ${action.path}`;
    case 'daemon-reload':
      return 'daemon-reload';
    case 'apply-limits':
      return `apply limits of ${list(action.units)}`;
    default:
      return `${action.kind} ${list(action.units)}`;
  }
}

const list = (units: readonly string[]): string =>
  units.length > 4 ? `${units.slice(0, 3).join(' ')} and ${units.length - 3} more` : units.join(' ');
