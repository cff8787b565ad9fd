import { tsm } from './advice.ts';
import type { EnvironmentFacts } from './facts.ts';
import { isOff } from './members.ts';

/**
 * What brings an interrupted install to its end: any verb that changes something does, wherever it is typed. Repeating what is so
 * already changes nothing else; what never came to its switch is taken off.
 */
export function finishing(facts: EnvironmentFacts): string {
  const { installed, system } = facts;
  if (installed === undefined) return tsm({ ...facts, name: system.paths.base }, 'uninstall');
  return tsm(facts, isOff(installed, system) ? 'disable' : 'enable');
}
