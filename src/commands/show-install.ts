import { printable } from '../diagnostics/printable.ts';
import type { ActionPlan } from '../install/action-plan.ts';
import type { InstallResult } from '../install/transaction.ts';

/** Between the steps of an install and those of going back: why it goes back. */
export const failureLines = (reasons: readonly string[]): string =>
  `  failed, going back: ${reasons.map(printable).join('; ')}\n`;

export const nothingToDo = ({ environment, to }: ActionPlan): string =>
  `@${environment} is installed as it is here (generation ${to}). Nothing to do.\n`;

/** How it ended, and what to do next. `runs`: something of the environment is up. */
export function ending(
  { rolledBack, failures, backTo, interrupted }: InstallResult,
  { environment, from, to }: ActionPlan,
  runs: boolean,
): string {
  if (rolledBack === 'untouched')
    return `@${environment} is as it was: nothing had been put into service yet.\n`;
  if (rolledBack === 'previous' && from === to)
    return `@${environment} is as it was: generation ${to} says the same and stays installed, and what ran before runs again.\n`;
  if (rolledBack === 'previous')
    return `@${environment} went back to what generation ${backTo} said. Nothing of the new bundle is in service.\n`;
  if (rolledBack === 'uninstalled')
    return `@${environment} was taken away again, since its first install ${interrupted === true ? 'was interrupted' : 'failed'}.\n`;
  if (rolledBack === 'failed')
    return `@${environment} could not be brought back. Run the same command again, or: tsm rollback @${environment}\n`;
  const next = runs ? `tsm status @${environment}, tsm logs @${environment}` : `tsm start @${environment}`;
  const still =
    failures.length === 0
      ? ''
      : ` ${failures.length} that failed before still fail${failures.length === 1 ? 's' : ''}.`;
  return `@${environment} is installed as generation ${to}.${still} Next: ${next}\n`;
}
