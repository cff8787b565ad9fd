// [I/O] A secret from where nobody else reads along: a pipe, or a terminal without echo. Never the command line.
import { createInterface } from 'node:readline/promises';
import { Writable, type Readable } from 'node:stream';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { envFileLine } from '../unit/quote.ts';

/** Standard input, or what stands for it. */
export type SecretInput = Readable & { readonly isTTY?: boolean };

/** The kernel's limit for NAME=value is below this; nobody needs more than that read. */
const MOST_BYTES = 131_072;

export const standardInput = (): SecretInput => process.stdin;

/** The value for `name`, checked to be one that systemd can hand to a service. `ask` shows a prompt. */
export async function readSecretValue(
  name: string,
  input: SecretInput,
  ask: (text: string) => void,
): Promise<Checked<string>> {
  const read = input.isTTY === true ? await readTerminal(name, input, ask) : await readPipe(name, input);
  if (read.value === undefined) return read;
  if (read.value === '') return refuseValue('secret-empty', { name });
  const line = envFileLine(name, read.value);
  return 'refusal' in line ? refuseValue('secret-unfit', { name, rule: line.refusal.rule }) : read;
}

function refuseValue<C extends 'secret-empty' | 'secret-unfit' | 'secret-mismatch' | 'secret-cancelled'>(
  code: C,
  data: Parameters<typeof diagnostic<C>>[2],
): Checked<string> {
  return { value: undefined, diagnostics: [diagnostic(code, undefined, data)] };
}

/** Everything up to the end, without the one newline that echo and editors put there. */
async function readPipe(name: string, input: SecretInput): Promise<Checked<string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    size += chunks.at(-1)?.length ?? 0;
    if (size > MOST_BYTES + 1)
      return refuseValue('secret-unfit', { name, rule: 'the kernel takes at most 131071 bytes' });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return { value: text.replace(/\n$/, ''), diagnostics: [] };
  } catch {
    return refuseValue('secret-unfit', { name, rule: 'it is not UTF-8, and systemd refuses such a file' });
  }
}

async function readTerminal(
  name: string,
  input: SecretInput,
  ask: (text: string) => void,
): Promise<Checked<string>> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  const closed = new Promise<undefined>((done) => lines.once('close', () => done(undefined)));
  const answer = async (prompt: string): Promise<string | undefined> => {
    ask(prompt);
    const typed = await Promise.race([lines.question(''), closed]);
    ask('\n');
    return typed;
  };
  try {
    const first = await answer(`Value of ${name} (not shown): `);
    const second = first === undefined ? undefined : await answer('The same again: ');
    if (first === undefined || second === undefined) return refuseValue('secret-cancelled', { name });
    return first === second ? { value: first, diagnostics: [] } : refuseValue('secret-mismatch', { name });
  } finally {
    lines.close();
  }
}
