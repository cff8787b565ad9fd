import { printable } from '../diagnostics/printable.ts';
import type { ActionPlan } from '../install/action-plan.ts';
import type { FailedUnit } from '../install/failed-unit.ts';
import type { InstallResult } from '../install/transaction.ts';

/** Between the steps of an install and those of going back: why it goes back. */
export const failureLines = (reasons: readonly string[]): string =>
  `  failed, going back: ${reasons.map(printable).join('; ')}\n`;

/** Units that do not run with their old content either: what tsm put back was all that is its to put back. */
function stillDown(down: readonly FailedUnit[], environment: string): string {
  const names = down.map(({ unit, why }) => `${unit} ${why}`).join('; ');
  return (
    `\nBut it does not run as before: ${printable(names)}.\n` +
    'The old units are back, so the cause lies in what they run or connect to: put its files back to what\n' +
    `they were (git checkout), then: tsm restart @${environment}. What it is: tsm doctor @${environment}`
  );
}

export const nothingToDo = ({ environment, to }: ActionPlan): string =>
  `@${environment} is installed as it is here (generation ${to}). Nothing to do.\n`;

/** How it ended, and what to do next. `runs`: something of the environment is up. */
export function ending(
  { rolledBack, failures, backTo, interrupted, down = [] }: InstallResult,
  { environment, from, to }: ActionPlan,
  runs: boolean,
): string {
  if (rolledBack === 'untouched')
    return `@${environment} is as it was: nothing had been put into service yet.\n`;
  if (rolledBack === 'previous') {
    const kept =
      from === to
        ? `@${environment} stays what generation ${to} says, as it was before.`
        : `@${environment} went back to what generation ${backTo} said. Nothing of the new bundle is in service.`;
    return `${kept}${down.length === 0 ? '' : stillDown(down, environment)}\n`;
  }
  if (rolledBack === 'uninstalled')
    return interrupted === true
      ? `@${environment} was taken away again, since its first install was interrupted.\n`
      : `@${environment} was taken away again, since its first install failed. What this host lacks for it: tsm doctor @${environment}\n`;
  if (rolledBack === 'failed')
    return `@${environment} could not be brought back. Run the same command again, or: tsm rollback @${environment}\n`;
  const next = runs ? `tsm status @${environment}, tsm logs @${environment}` : `tsm start @${environment}`;
  const still =
    failures.length === 0
      ? ''
      : ` ${failures.length} that failed before still fail${failures.length === 1 ? 's' : ''}.`;
  return `@${environment} is installed as generation ${to}.${still} Next: ${next}\n`;
}
