// [I/O] Draws the same thing anew every two seconds, until Ctrl-C.
import stringWidth from 'string-width';
import type { Terminal } from '../terminal.ts';

const PERIOD_MILLISECONDS = 2000;

/** xterm's control sequences: the other screen, and lines that are overwritten rather than cleared first. */
const ENTER = '\u001B[?1049h\u001B[?25l';
const LEAVE = '\u001B[?25h\u001B[?1049l';
const HOME = '\u001B[H';
const END_OF_LINE = '\u001B[K';
const BELOW = '\u001B[J';

/** On a terminal on a screen of its own, which is put back at the end; in a pipe one text after the other. */
export async function watch(
  draw: (width: number) => Promise<string>,
  { isTerminal, out, columns }: Terminal,
): Promise<void> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  for (const signal of SIGNALS) process.on(signal, end);
  // The reader of the pipe has gone.
  process.stdout.on('error', end);
  if (isTerminal) out(ENTER);
  try {
    while (!stop.signal.aborted) {
      const { columns: width = columns, rows = Infinity } = process.stdout;
      const text = await draw(width);
      if (stop.signal.aborted) break;
      out(isTerminal ? frame(text, width, rows) : `${text}\n`);
      await pause(stop.signal);
    }
  } finally {
    if (isTerminal) out(LEAVE);
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One write, so that nothing is ever seen half drawn. What does not fit on the screen is left out: it would scroll. */
function frame(text: string, columns: number, rows: number): string {
  const lines: string[] = [];
  let left = rows - 1;
  for (const line of text.trimEnd().split('\n')) {
    left -= Math.max(1, Math.ceil(stringWidth(line) / columns));
    if (left < 0) break;
    lines.push(line);
  }
  return `${HOME}${lines.map((line) => `${line}${END_OF_LINE}\r\n`).join('')}${BELOW}`;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((passed) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      passed();
    };
    const timer = setTimeout(done, PERIOD_MILLISECONDS);
    signal.addEventListener('abort', done);
  });
}
