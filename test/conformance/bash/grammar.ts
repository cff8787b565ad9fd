import {
  array,
  constant,
  constantFrom,
  letrec,
  oneof,
  tuple,
  type Arbitrary,
  type LetrecTypedTie,
} from 'fast-check';
import type { Case } from './oracle.ts';

/** Variables that are set before a generated file; `u` and `v` never are. */
export const SCOPE: Readonly<Record<string, string>> = {
  HOME: '/h',
  x: 'X',
  e: '',
  w: ' a  b ',
  g: 'a*[b]?\\c',
  q: `"'\\$x\``,
};

const SET = Object.keys(SCOPE);
const name = oneof(
  { weight: 6, arbitrary: constantFrom(...SET) },
  { weight: 1, arbitrary: constantFrom('A', 'B', 'C', 'u', 'v') },
);
const target = constantFrom('A', 'B', 'C', 'x', 'u');
const text = (alphabet: readonly string[], maxLength = 5) =>
  array(constantFrom(...alphabet), { minLength: 1, maxLength }).map((parts) => parts.join(''));

// prettier-ignore
const bare = text([
  'a', 'b', '1', '_', '~', '~', '/', ':', ':', '=', '#', '!', '{', '}', ',', '*', '?', '[', ']', '%', '@', '+', '-', '.', '^',
  '\\ ', '\\\\', '\\"', "\\'", '\\$', '\\a', '\\~', '\\:', '\\*', '\\\n', '\\{', '$', 'é', '😀', '\u00a0',
]);
// prettier-ignore
const single = text(['a', ' ', '\n', '"', '\\', '$x', '`', '#', '~', '\\\n', '}', '*', '\t', 'é']).map((t) => `'${t}'`);
// prettier-ignore
const ansi = text([
  'a', ' ', '\n', '"', '$x', '`', "\\'", '\\\\', '\\n', '\\t', '\\x41', '\\x4', '\\101', '\\u00e9', '\\U1f600', '\\q', '\\cA',
  '\\e', '\\"', '\\?', '\\xc3\\xa9', '\\1', '\\177', '}', '*', '\\x01',
]).map((t) => `$'${t}'`);

// prettier-ignore
const QUOTED = [
  'a', 'b', ' ', '\n', "'", '#', '~', ':', '*', '{', '}', '!', '$', '\\\\', '\\"', '\\$', '\\`', '\\a', '\\}', "\\'", '\\\n',
  '=', '(', ')', '&', ';', '|', '<', 'é', '\t',
];
const OPERATORS = [':-', '-', ':=', '=', ':+', '+', ':?', '?'];

interface Words {
  readonly unquoted: string;
  readonly inQuotes: string;
  readonly operand: string;
  readonly quotedOperand: string;
}

const expansion = (operand: Arbitrary<string>): Arbitrary<string> =>
  oneof(
    { weight: 3, arbitrary: name.map((n) => `$${n}`) },
    { weight: 2, arbitrary: name.map((n) => `\${${n}}`) },
    {
      weight: 4,
      arbitrary: tuple(name, constantFrom(...OPERATORS), operand).map(
        ([n, operator, word]) => `\${${n}${operator}${word}}`,
      ),
    },
  );

const joined = (...parts: Arbitrary<string>[]): Arbitrary<string> =>
  array(oneof({ depthSize: 'small' }, ...parts), { minLength: 1, maxLength: 3 }).map((t) => t.join(''));

const { unquoted } = letrec((tie: LetrecTypedTie<Words>) => {
  const double = tie('inQuotes').map((t) => `"${t}"`);
  const inOperand = text([' ', 'a', '\n', '(', ')', '#', '|', '~', ':', ';']);
  return {
    unquoted: joined(bare, bare, single, ansi, double, expansion(tie('operand'))),
    inQuotes: joined(text(QUOTED), expansion(tie('quotedOperand'))),
    operand: joined(bare, inOperand, single, ansi, double, expansion(tie('operand'))),
    quotedOperand: joined(text(QUOTED), bare, double, expansion(tie('quotedOperand'))),
  };
});

const value = oneof({ weight: 1, arbitrary: constant('') }, { weight: 12, arbitrary: unquoted });
const operator = constantFrom('=', '=', '=', '+=');
const scalar = tuple(target, operator, value).map((parts) => parts.join(''));
const between = constantFrom(' ', ' ', '\n', '  ', ' # c\n', '\\\n');
const elements = array(
  tuple(oneof(unquoted, constantFrom('"${A[@]}"', '"${B[@]}"', 'x=~', '[0]=a', 'if')), between),
  {
    maxLength: 3,
  },
).map((parts) => parts.flat().join(''));
const compound = tuple(target, operator, elements).map(([n, op, words]) => `${n}${op}(${words})`);
const assignment = oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: compound });
const exported = tuple(
  constantFrom('export', 'export', 'declare -x'),
  array(oneof(assignment, assignment, target), { minLength: 1, maxLength: 3 }),
).map(([verb, words]) => `${verb} ${words.join(' ')}`);
const several = array(assignment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
const line = oneof(
  { weight: 6, arbitrary: several },
  { weight: 2, arbitrary: exported },
  { weight: 1, arbitrary: constantFrom('', '# c', '# c \\', ' ', '\\') },
);
const end = constantFrom('\n', '\n', '\n', ';', ' ; ', ' # c\n', '#c\n', ' \\\n', '\n\n', '');

/** Files inside the subset and just outside it. */
export const grammarCase: Arbitrary<Case> = array(tuple(line, end), { minLength: 1, maxLength: 3 }).map(
  (lines) => ({ files: [lines.flat().join('')], scope: SCOPE }),
);

// prettier-ignore
const SOUP = [
  'a', 'A', 'x', 'u', '1', '_', '=', '=', '+=', '$', '${', '}', '{', '"', "'", '\\', '\n', ' ', ':-', ':', '-', '~', '/', '(', ')',
  '[', ']', '*', '?', '#', '!', '@', ',', ';', '`', '&', '|', '<', '>', '%', '^', '$x', '"$x"', '$(', '${x', '\t', 'é', '\\\n', '..',
];

/** Characters that mean something to bash, in any order. Nothing in it can be the name of a program. */
export const soupCase: Arbitrary<Case> = tuple(
  constantFrom('A=', 'A="', "A='", 'A=(', 'export A=', 'A=${u:-', 'A="${u:-', "A=$'"),
  text(SOUP, 10),
).map(([start, rest]) => {
  const close = { '"': '"', "'": "'", '(': ')' }[start.at(-1) ?? ''] ?? '';
  const braces = start.includes('${') ? (start.includes('"') ? '}"' : '}') : close;
  return { files: [`${start}${rest}${braces}\nB=1`], scope: SCOPE };
});
