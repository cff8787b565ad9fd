import { execWords, splitVariable } from '../unit/exec-words.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { fillSpecifiers, HOMES, OWN_NAME, withOwnName, type Named } from './specifiers.ts';

/** A line of `ExecStart=` as bash, with what is different about it, or why there is none. */
export type ExecText = { readonly text: string; readonly why: string } | { readonly problem: string };

/** The unit that a line stands in, and variables of which nothing on the host decides. */
export interface ExecUnit extends Named {
  readonly variables: ReadonlyMap<string, string>;
}

/** Stands for a dollar of the text while words are taken apart; no unit file can hold it. */
const DOLLAR = '\uE000';

/** What is different about a command, and the lists that are made before it. */
interface Odd {
  readonly whys: Set<string>;
  readonly split: Set<string>;
}

/** The commands of one or several lines, one after the other. */
export function execText(lines: readonly string[], unit: ExecUnit): ExecText {
  const texts: string[] = [];
  const odd: Odd = { whys: new Set(), split: new Set() };
  for (const line of lines) {
    const filled = fillSpecifiers(line, unit);
    if (withOwnName(line, unit.unit) !== undefined) odd.whys.add(OWN_NAME);
    if ('problem' in filled) return filled;
    const commands = execWords(filled.text.replaceAll('$', DOLLAR));
    if ('error' in commands) return { problem: commands.error };
    for (const { prefixes, program, argv } of commands.value) {
      const isLiteral = prefixes.includes(':');
      const words = [program, ...argv.slice(1)].flatMap((word, index) =>
        wordTexts(word, isLiteral || index === 0, unit, odd),
      );
      const renamed = prefixes.includes('@') && argv[0] !== program;
      texts.push(
        `${renamed ? `exec -a ${shellQuote(argv[0] ?? '')} ` : ''}${words.join(' ')}${prefixes.includes('-') && lines.length > 1 ? ' || :' : ''}`,
      );
      if (/[+!|]/.test(prefixes))
        odd.whys.add('it runs as the user of the service, without the privileges that + and ! give');
      if (prefixes.includes('-') && lines.length === 1)
        odd.whys.add('a failure counts as one, which a dash before the program hides');
    }
  }
  return { text: joined(texts, [...odd.split]), why: [...odd.whys].join('; ') };
}

function joined(texts: readonly string[], split: readonly string[]): string {
  const lists = split.map(splitting).join('');
  const [only = ''] = texts;
  if (texts.length === 1)
    return `${lists}${only.startsWith('exec ') || (lists === '' && !only.startsWith('"$')) ? '' : 'exec '}${only}`;
  return lists + texts.map(oneOfSeveral).join(' && ');
}

/** What takes the place of the shell would end the others. */
function oneOfSeveral(text: string): string {
  const apart = text.startsWith('exec ')
    ? `(${text.replace(/ \|\| :$/, '')})${text.endsWith(' || :') ? ' || :' : ''}`
    : text;
  return apart.endsWith('|| :') ? `{ ${apart}; }` : apart;
}

/** Without all of its words a program is not started: EX_CONFIG of sysexits.h. */
function splitting(name: string): string {
  const [words, text] = [listOf(name), `${name}_TEXT`];
  return `${text}=$(xargs -r printf '%s\\n' <<<"$${name}") || exit 78; ${words}=(); [ -z "$${text}" ] || mapfile -t ${words} <<<"$${text}"; `;
}

const listOf = (name: string): string => `${name}_WORDS`;

const WRITTEN_OUT =
  'the words of a variable are written out, since a shell splits by other rules: change them here';
const SPLIT =
  'systemd takes quotes out of a variable that is a word, and bash does not: xargs, which does, splits it on the host. Where it cannot, at a quote without its other, the start fails with status 78';

/** `${NAME}` stays within its word, `$NAME` as a whole word is split and its quotes are taken out, `$$` is a dollar. */
function wordTexts(word: string, isLiteral: boolean, { variables }: ExecUnit, odd: Odd): readonly string[] {
  const dollars = word.replaceAll(DOLLAR, '$');
  if (isLiteral || !dollars.includes('$')) return [literalText(dollars)];
  const [, name] = /^\$([A-Za-z_]\w*)$/.exec(dollars) ?? [];
  if (name === undefined) return [mixedText(dollars)];
  const value = variables.get(name);
  odd.whys.add(value === undefined ? SPLIT : WRITTEN_OUT);
  if (value !== undefined) return splitVariable(value).map(shellQuote);
  odd.split.add(name);
  return [`"\${${listOf(name)}[@]}"`];
}

const mixedText = (dollars: string): string =>
  dollars
    .split(/(\$\$|\$\{[A-Za-z_]\w*\})/)
    .filter(Boolean)
    .map((part) =>
      part === '$$' ? "'$'" : /^\$\{[A-Za-z_]\w*\}$/.test(part) ? `"${part}"` : literalText(part),
    )
    .join('');

/** Folders that only the host knows are variables of the user's manager. */
const literalText = (text: string): string => {
  const marks = [...HOMES.keys()].join('');
  if (!new RegExp(`[${marks}]`).test(text)) return shellQuote(text);
  return text
    .split(new RegExp(`([${marks}])`))
    .filter(Boolean)
    .map((part) => HOMES.get(part) ?? shellQuote(part))
    .join('');
};
