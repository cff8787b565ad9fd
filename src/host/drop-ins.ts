import { basename, dirname } from 'node:path';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { UnitState } from '../systemd/service-manager.ts';

type Scope = 'system' | 'user';

/** Files of this host that add to a unit; what a package brings is no edit. */
export const hostDropIns = ({ dropIns }: Pick<UnitState, 'dropIns'>): readonly string[] =>
  dropIns.filter((path) => !/^\/(?:usr\/)?lib\//.test(path));

/** systemd.unit(5): `service.d/` counts for all services, `shop-.service.d/` for all whose names begin so. */
export const isOfOneUnit = (path: string, unit: string): boolean => basename(dirname(path)) === `${unit}.d`;

/** src/shared/install.c, path_shall_revert: of a user's manager the user's own folders alone. */
const REVERTED: Readonly<Record<Scope, RegExp>> = {
  system: /^\/(?:etc|run)\/systemd\/system(?:\.control)?\//,
  user: /^(?!\/etc\/|\/run\/systemd\/).*\/systemd\/user(?:\.control)?\//,
};

/** Whether `systemctl revert UNIT` takes it away. */
export const isReverted = (path: string, unit: string, scope: Scope): boolean =>
  isOfOneUnit(path, unit) && REVERTED[scope].test(path);

/** What is gone after the next boot by itself, such as what `set-property --runtime` leaves. */
const isUntilBoot = (path: string): boolean => path.startsWith('/run/');

/** `edited on this host: …`; nothing for a unit without drop-ins of its own. */
export function editedText(paths: readonly string[]): string | undefined {
  if (paths.length === 0) return undefined;
  const until = paths.every(isUntilBoot) ? ' until the next boot' : '';
  return `edited on this host${until}: ${paths.join(', ')}`;
}

/** Words behind `systemctl`: what throws an edit away, where that is what the command does and it does not go by itself. */
export const closing = (paths: readonly string[], unit: string, scope: Scope): readonly string[] =>
  paths.some((path) => !isUntilBoot(path)) && paths.every((path) => isReverted(path, unit, scope))
    ? ['revert', unit]
    : ['cat', unit];

/** Drop-ins that count for several units, each once. */
export const sharedDropIns = (units: ReadonlyMap<string, UnitState>): readonly string[] => [
  ...new Set(
    [...units].flatMap(([unit, state]) => hostDropIns(state).filter((path) => !isOfOneUnit(path, unit))),
  ),
];

/** One look at all of them, since no command of systemd takes them away. */
export const sharedText = (paths: readonly string[]): string | undefined =>
  paths.length === 0 ? undefined : `drop-ins of this host count for several units: ${paths.join(', ')}`;

export const lookAtFiles = (paths: readonly string[]): string => `cat ${paths.map(shellQuote).join(' ')}`;
