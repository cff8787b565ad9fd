import type { Action, ActionPlan } from '../install/action-plan.ts';
import type { SystemState } from '../install/observe.ts';

/** The plan as a person reads it: what becomes of each unit and why, and what operators have changed by hand. */
export function planText(
  { environment, base, from, to, units }: ActionPlan,
  { units: states, links }: SystemState,
): string {
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
  const edited = units.flatMap(({ unit }) =>
    (states.get(unit)?.dropIns.length ?? 0) > 0
      ? [`  note: ${unit} is edited on this host: ${states.get(unit)?.dropIns.join(', ')}\n`]
      : [],
  );
  const disabled = units.flatMap(({ unit }) =>
    links.get(unit)?.masked === true ? [`  note: ${unit} is masked on this host\n`] : [],
  );
  return `@${environment} (${base}): ${generation}\n${rows.join('')}${rest > 0 ? `  ${rest} unchanged\n` : ''}${[...edited, ...disabled].join('')}`;
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
