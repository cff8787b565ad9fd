/** A place where tsm means not to do what bash does. Every entry is tested; a new difference is a failing test. */
export interface Deviation {
  readonly text: string;
  readonly reason: string;
  /** The code that refuses what bash would accept, or the value of `A` where both accept. */
  readonly tsm: { readonly refused: string } | { readonly value: string };
}

const refused = (code: string, text: string, reason: string): Deviation => ({
  text,
  reason,
  tsm: { refused: code },
});

/** The variables before each of these: HOME, and PINNED, which is pinned to `config`. */
export const BASH_DEVIATIONS: readonly Deviation[] = [
  refused('unset-variable', 'A=$unset', 'bash reads it as empty, which hides slips'),
  refused('unset-variable', 'A=("${unset[@]}")', 'the same for arrays'),
  refused('exported-without-value', 'export A', 'bash marks the name; nothing would be passed on'),
  refused('shell-variable', 'A=$RANDOM', 'the same input must give the same bytes'),
  refused('shell-variable', 'A=${HOSTNAME:-x}', 'bash fills it in on every machine anew'),
  refused('shell-variable-assigned', 'RANDOM=1', 'bash takes it as a seed'),
  refused('shell-variable-assigned', 'IFS=,', 'the rest of the file would be split differently'),
  refused('special-parameter', 'A=$1$#', 'no arguments exist while generating'),
  refused('command-substitution', 'A=$(date)', 'nothing is run'),
  refused('bash-command', 'readonly A=1', 'a later assignment would have to fail half-way'),
  refused('bash-statement', 'A=1 && B=2', 'lists are control flow'),
  refused('array-index', 'A[0]=1', 'arrays are lists of words'),
  refused('array-index', 'A=(1 2); B=${A[1]}', 'arrays are lists of words'),
  refused('scalar-to-array', 'A=(1 2)\nA=3', 'bash changes the first word only, which nobody means'),
  refused('export-order', 'B=0; export B=1 A=$B', 'bash reads the old value, which nobody means'),
  refused('brace-expansion', 'export A={a,b}', 'bash exports A twice'),
  refused('glob', 'A=(*)', 'it depends on the files of a directory'),
  refused('tilde-user', 'A=~root', "it depends on the machine's users"),
  refused('tilde-user', 'A=~"/x"', 'bash keeps the tilde; too close to ~/x to be meant'),
  refused('locale-string', 'A=$"x"', 'it depends on the locale'),
  refused('unreadable-escape', "A=$'a\\0b'", 'bash drops what follows'),
  refused('unreadable-escape', "A=$'\\xff'", 'a value is text'),
  refused('unreadable-escape', "A=(${u:-$'\\1\\1'})", 'bash drops one of the two, by mistake'),
  refused('unreadable-escape', 'A="${u:-$\'a\'}"', 'bash 5.2 looks for the brace in the decoded text'),
  refused('ambiguous-expansion', 'A=$HO\\\nME', 'bash joins the lines first; hard to see in a review'),
  refused('ambiguous-expansion', 'A="${u:-"$HOME"x}"', 'bash drops the inner quotes first and reads $HOMEx'),
  refused(
    'ambiguous-expansion',
    'A="${u:-a$ b}"',
    'what bash makes of the dollar depends on the quotes around it',
  ),
  refused(
    'ambiguous-expansion',
    'A=($HOME$:)',
    'behind an expansion bash does not split the word, by mistake',
  ),
  refused('carriage-return', 'A=1\r\n', 'bash keeps it in the value'),
  refused('byte-order-mark', '\uFEFFA=1', 'bash would run a command of that name'),
  refused('invalid-character', "A='\u0001'", 'bash marks quotes with it and garbles values'),
  refused(
    'nesting-too-deep',
    `A=${'${u:-'.repeat(100)}${'}'.repeat(100)}`,
    'a limit keeps the reader from overflow',
  ),
  {
    text: 'PINNED=file; A=$PINNED',
    reason: 'what the config has decided wins over the file',
    tsm: { value: 'config' },
  },
  {
    text: "LC_ALL=C\nA=$'\\u00e9'",
    reason: 'a file is UTF-8, whatever locale it sets',
    tsm: { value: 'é' },
  },
];
