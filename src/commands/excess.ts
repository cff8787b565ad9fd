import { nearest } from '../diagnostics/nearest.ts';
import type { Terminal } from '../terminal.ts';
import { knownNames } from './known-names.ts';
import { COMMANDS } from './table.ts';

/** What was probably meant by an option that no command has. */
export const optionHint = (words: readonly string[]): string =>
  words.includes('--user') || words.includes('--system')
    ? "(Which service manager is meant is scope in the config: 'system' or 'user'.)\n"
    : '';

/** What was probably meant by a word that a command does not take. */
export function excessHint(words: readonly string[], { cwd, caller }: Terminal): string {
  const [verb = '', ...others] = words;
  if (verb === 'import') return FOLDER;
  const known = knownNames(cwd, caller.home);
  const environments = known.flatMap((one) => one.environments);
  const services = new Set(known.flatMap((one) => [...one.services, ...one.units]));
  const plain = others.filter((one) => !/^[-@]/.test(one));
  const [word = ''] = plain;
  const meant = nearest(word, environments);
  if (environments.includes(word) || (meant !== undefined && !services.has(word)))
    return `Did you mean @${meant}? An environment is written with an @.\n`;
  if (plain.length > 1 && takesService(verb))
    return `One service, or none for all of them: tsm ${verb} ${word}\n`;
  if (services.has(word)) return `${verb} takes no service. Of one alone: tsm logs ${word}\n`;
  return AT_SIGN;
}

const takesService = (verb: string): boolean =>
  COMMANDS.some(({ name, args }) => name === verb && args.startsWith('[service]'));

const FOLDER = 'It takes one file; units of a folder are imported together by its name: tsm import .\n';
const AT_SIGN = '(An environment is written with an @, such as @dev.)\n';
