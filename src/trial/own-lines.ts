/** Enough for an error with what led to it. */
const MOST = 40;
/** Where it happened; the rest of a stack is the way there. */
const FRAMES = 5;

/**
 * Of the lines about a unit, in journalctl's `short` form, the last that its programs said. systemd's own say in many words
 * what is said of the unit already; they are all there is where a program came to say nothing.
 */
export function ownLines(lines: readonly string[]): readonly string[] {
  const own = lines.filter((line) => !BY_SYSTEMD.test(line));
  return (own.length > 0 ? withoutStacks(own) : lines).slice(-MOST);
}

/** Its child that could not become the program has a name in brackets, `(node)[123]`, and says why. */
const BY_SYSTEMD = /^\S+ +\d+ [\d:]+ \S+ systemd(?:\[\d+\])?: /;

/** What a program said, and not when and who. */
const INDENTED = /^\S+ +\d+ [\d:]+ \S+ [^:]*?(?:\[\d+\])?: \s/;

/** Lines of a stack are indented in every language; the error stands before or behind them. */
function withoutStacks(lines: readonly string[]): readonly string[] {
  let inRow = 0;
  return lines.filter((line) => {
    inRow = INDENTED.test(line) ? inRow + 1 : 0;
    return inRow <= FRAMES;
  });
}
