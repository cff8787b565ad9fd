import { shellQuote } from '../diagnostics/shell-quote.ts';
import { PORT_HERE } from './proposal.ts';

/** A command as its words, with the variables set for it. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly env: readonly (readonly [name: string, value: string])[];
}

/** As a person would type it. The place of the port stays an expansion. */
export const lineText = ({ words, env }: CommandLine): string =>
  [...env.map(([name, value]) => `${name}=${wordText(value)}`), ...words.map(wordText)].join(' ');

const wordText = (word: string): string => word.split(PORT_HERE).map(quotedPart).join(PORT_HERE);

const quotedPart = (part: string): string => (part === '' ? '' : shellQuote(part));

const PORT_FLAGS = new Set([
  '-p',
  '-P',
  '--port',
  '-port',
  '-l',
  '--listen',
  '-b',
  '--bind',
  '--addr',
  '--address',
]);

/** Takes the port out of a command: `PORT=3000 …`, `--port 3000`, `--bind 0.0.0.0:8000`. */
export function takePort(line: CommandLine): { readonly line: CommandLine; readonly port?: string } {
  const set = line.env.find(([name]) => name === 'PORT')?.[1];
  const env = line.env.filter(([name]) => name !== 'PORT');
  let port = set !== undefined && isPort(set) ? set : undefined;
  const words = line.words.map((word, index) => {
    const [, before = '', digits = ''] = portIn(word, line.words[index - 1] ?? '') ?? [];
    if (!isPort(digits) || (port !== undefined && port !== digits)) return word;
    port = digits;
    return `${before}${PORT_HERE}`;
  });
  if (port === undefined) return { line: { words: line.words, env: line.env } };
  return { line: { words, env }, port };
}

/** The stretch before the port, and the port. */
function portIn(word: string, before: string): RegExpExecArray | undefined {
  const joined = /^(--(?:port|listen|bind|addr|address)=(?:[\w.[\]-]*:)?)(\d{2,5})$/.exec(word);
  if (joined !== null) return joined;
  if (!PORT_FLAGS.has(before) && before !== 'runserver') return undefined;
  return /^((?:[\w.[\]-]*:)?)(\d{2,5})$/.exec(word) ?? undefined;
}

export const isPort = (text: string): boolean =>
  /^[1-9]\d{1,4}$/.test(text) && Number(text) >= 80 && Number(text) <= 65535;
