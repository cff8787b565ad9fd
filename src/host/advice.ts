import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { EnvironmentFacts } from './facts.ts';

/** `sudo ` where it takes root and we are not. */
export const sudo = ({ sudo: needed }: EnvironmentFacts): string => (needed ? 'sudo ' : '');

/** A command of tsm on this environment, as one would type it. */
export const tsm = (facts: EnvironmentFacts, verb: string, service?: string): string =>
  `${sudo(facts)}tsm ${verb}${service === undefined ? '' : ` ${service}`} @${facts.name}`;

/** A command of systemctl, to the manager of the environment's scope. */
export const systemctl = (facts: EnvironmentFacts, words: string): string =>
  `${sudo(facts)}systemctl ${facts.system.paths.scope === 'user' ? '--user ' : ''}${words}`;

/** Where there is no sudo, all of it goes through su(1), as in `again`, the way in which tsm itself would be run as root. */
export function asRoot(command: string, again: string | null): string {
  const bare = command.replaceAll(/(^|&& )sudo /g, '$1');
  return again?.startsWith('su ') === true && bare !== command ? `su -c ${shellQuote(bare)}` : command;
}
