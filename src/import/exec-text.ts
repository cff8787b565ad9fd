import { execWords } from '../unit/exec-words.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';

/** A line of `ExecStart=` as bash, with what is different about it, or why there is none. */
export type ExecText = { readonly text: string; readonly why: string } | { readonly problem: string };

/** Specifiers that say the same for every unit of the system that is no template. */
const SPECIFIERS: Readonly<Record<string, string>> = {
  '%': '%',
  t: '/run',
  S: '/var/lib',
  C: '/var/cache',
  L: '/var/log',
  E: '/etc',
  T: '/tmp',
  V: '/var/tmp',
  h: '/root',
  i: '',
  I: '',
};

/** Stands for a dollar of the text while words are taken apart; no unit file can hold it. */
const DOLLAR = '\uE000';

/** The commands of one or several lines, one after the other. `unit` is the name of the unit, for %n and its like. */
export function execText(lines: readonly string[], unit: string): ExecText {
  const texts: string[] = [];
  const whys = new Set<string>();
  for (const line of lines) {
    const filled = fillSpecifiers(line, unit);
    if ('problem' in filled) return filled;
    const commands = execWords(filled.text.replaceAll('$', DOLLAR));
    if ('error' in commands) return { problem: commands.error };
    for (const { prefixes, program, argv } of commands.value) {
      const isLiteral = prefixes.includes(':');
      const words = [program, ...argv.slice(1)].map((word, index) =>
        wordText(word, isLiteral || index === 0),
      );
      const renamed = prefixes.includes('@') && argv[0] !== program;
      texts.push(
        `${renamed ? `exec -a ${shellQuote(argv[0] ?? '')} ` : ''}${words.join(' ')}${prefixes.includes('-') && lines.length > 1 ? ' || :' : ''}`,
      );
      if (/[+!|]/.test(prefixes))
        whys.add('it runs as the user of the service, without the privileges that + and ! give');
      if (prefixes.includes('-') && lines.length === 1)
        whys.add('a failure counts as one, which a dash before the program hides');
    }
  }
  const text =
    texts.length === 1
      ? (texts[0] ?? '')
      : texts.map((one) => (one.endsWith('|| :') ? `{ ${one}; }` : one)).join(' && ');
  return { text, why: [...whys].join('; ') };
}

function fillSpecifiers(
  line: string,
  unit: string,
): { readonly text: string } | { readonly problem: string } {
  const plain = unit.replace(/\.[a-z]+$/, '');
  const own: Readonly<Record<string, string>> = { ...SPECIFIERS, n: unit, N: plain, p: plain, P: plain };
  let problem: string | undefined;
  const text = line.replaceAll(/%([%A-Za-z])/g, (whole, letter: string) => {
    if (letter === '%') return '%%';
    if (own[letter] === undefined)
      problem ??= `only systemd knows what ${whole} stands for: write out what it means`;
    return (own[letter] ?? '').replaceAll('%', '%%');
  });
  return problem === undefined ? { text } : { problem };
}

/** `${NAME}` stays within its word, `$NAME` as a whole word is split, `$$` is a dollar. */
function wordText(word: string, isLiteral: boolean): string {
  const dollars = word.replaceAll(DOLLAR, '$');
  if (isLiteral || !dollars.includes('$')) return shellQuote(dollars);
  if (/^\$[A-Za-z_]\w*$/.test(dollars)) return dollars;
  const parts = dollars.split(/(\$\$|\$\{[A-Za-z_]\w*\})/).filter(Boolean);
  return parts
    .map((part) => (part === '$$' ? "'$'" : part.startsWith('${') ? `"${part}"` : shellQuote(part)))
    .join('');
}
