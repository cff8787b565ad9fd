import * as fc from 'fast-check';

/** A part of a word: plain text, quotes, expansions, and characters that only matter to a shell. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b.txt',
      '-x',
      '--flag=',
      '1',
      '=',
      ':',
      ',',
      '/',
      '%',
      '@',
      '+',
      '.',
      'é',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("'a b'", '"a b"', "''", '""', "'$A'", '"*"', "'\"'", "$'\\t'", "'#'"),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '$A',
      '${A}',
      '"$A"',
      '"$SP"',
      '"${SP}x"',
      '"$EMPTY"',
      '$PORT',
      '$TSM_PORT',
      '"$GLOB"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '$SP',
      '$EMPTY',
      '$GLOB',
      '$UNKNOWN',
      '"${UNKNOWN:-f}"',
      '${A:-x}',
      '$(echo a b)',
      '"`echo c`"',
      '$((1+1))',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', '?.txt', '[ab]', '{a,b}', '~', '#', '!', '{', '}', '^') },
  { weight: 1, arbitrary: fc.constantFrom('\\ ', '\\$', '\\"', '\\\\', '\\*', '\\;', '\\\n', '\\a') },
);

const word = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''));

const assignment = fc
  .tuple(fc.constantFrom('L1', 'L2', 'A'), fc.option(word, { nil: '' }))
  .map(([name, value]) => `${name}=${value}`);

const redirection = fc.constantFrom('', '', '', '', ' >/dev/null', ' 2>&1', ' </dev/null');

const simple = fc
  .tuple(
    fc.array(assignment, { maxLength: 2 }),
    fc.constantFrom(
      'show',
      'show',
      'show',
      'show',
      './show',
      'exec show',
      'fail 2',
      'echo',
      'true',
      'command show',
    ),
    fc.array(word, { maxLength: 3 }),
    redirection,
  )
  .map(([assignments, program, words, redirect]) => [...assignments, program, ...words].join(' ') + redirect);

const compound = fc.oneof(
  { weight: 6, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'cd "sub dir"',
      'export L2=x',
      'L1=y',
      'set -f',
      'f() { show f; }',
      "trap 'echo t' EXIT",
      ':',
    ),
  },
  { weight: 1, arbitrary: simple.map((inner) => `{ ${inner}\n}`) },
  { weight: 1, arbitrary: simple.map((inner) => `(${inner}\n)`) },
  { weight: 1, arbitrary: simple.map((inner) => `if true; then ${inner}\nfi`) },
);

/** Lines of one to three commands, joined in every way. */
export const commandLine: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('cd "sub dir" && ', 'cd . && ', 'cd "$EMPTY" && ', 'cd "sub dir"; '), simple)
      .map((parts) => parts.join('')),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        compound,
        fc.array(fc.tuple(fc.constantFrom(' && ', ' || ', '; ', '\n', ' | '), compound), {
          minLength: 1,
          maxLength: 2,
        }),
      )
      .map(([first, rest]) => first + rest.flat().join('')),
  },
);
