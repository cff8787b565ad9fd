// [I/O] Lays out new files with plop and formats them as the project formats. Both libraries are slow to load, so only here.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ejs from 'ejs';
import { InternalError } from '../diagnostics/diagnostic.ts';
import type { Layout } from './layout.ts';

const plopfile = (): string =>
  join(
    dirname(createRequire(import.meta.url).resolve('@tetra/tsm/package.json')),
    'generators',
    'plopfile.js',
  );

/** A question as inquirer takes it. */
export interface Prompt {
  readonly type: 'input' | 'checkbox';
  readonly name: string;
  readonly message: string;
  readonly default?: unknown;
  readonly choices?: readonly {
    readonly name: string;
    readonly short: string;
    readonly value: string;
    readonly checked: boolean;
  }[];
  readonly validate?: (answer: string) => true | string;
}

/** Given what was answered, what to ask next. */
export type NextPrompt = (answers: Readonly<Record<string, unknown>>) => Prompt | undefined;

/** Asks on the terminal. Nothing comes back when the input is closed before the last answer. */
export async function askPrompts(
  questions: NextPrompt,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { default: nodePlop } = await import('node-plop');
  const plop = await nodePlop(plopfile(), { questions } as object as Parameters<typeof nodePlop>[1]);
  try {
    return (await plop.getGenerator('sources').runPrompts()) as Readonly<Record<string, unknown>>;
  } catch (problem) {
    if ((problem as Error).message === 'closed') return undefined;
    throw problem;
  }
}

/** The texts of new files by path. */
export async function layOutTexts(layouts: readonly Layout[]): Promise<ReadonlyMap<string, string>> {
  const { default: nodePlop } = await import('node-plop');
  const texts = new Map<string, string>();
  const onText = (path: string, text: string): void => void texts.set(path, text);
  const plop = await nodePlop(plopfile(), { layouts, layOut, onText } as object as Parameters<
    typeof nodePlop
  >[1]);
  const { failures } = await plop.getGenerator('sources').runActions({});
  const [failure] = failures;
  if (failure !== undefined) throw new InternalError(`plop: ${failure.error}`);
  return texts;
}

/** EJS lays out and never decides or quotes; what was answered is never read as a template. */
const layOut = (text: string, values: object): string =>
  ejs.render(
    text,
    { it: values },
    { strict: true, _with: false, destructuredLocals: ['it'], escape: String },
  );

/** How tsm writes where the project has no style of its own. */
const OURS = { singleQuote: true };

/** Source in the project's own style; in ours where it has none. A style that cannot be loaded is no reason to stop. */
export async function formatSource(text: string, path: string, usesPrettier: boolean): Promise<string> {
  const { format } = await import('prettier');
  const style = (await styleOf(path)) ?? (usesPrettier ? {} : OURS);
  try {
    return await format(text, { ...style, filepath: path });
  } catch {
    return format(text, { ...style, plugins: [], filepath: path });
  }
}

/** An edited text in the style that it had before; one that had none is not formatted by somebody else. */
export async function formatEdited(before: string, after: string, path: string): Promise<string> {
  const { check, format } = await import('prettier');
  const own = await styleOf(path);
  for (const style of own === undefined ? [{}, OURS] : [own]) {
    const options = { ...style, filepath: path };
    if (await check(before, options).catch(() => false)) return format(after, options);
  }
  return after;
}

async function styleOf(path: string): Promise<object | undefined> {
  const { resolveConfig } = await import('prettier');
  return (await resolveConfig(path, { editorconfig: true, useCache: false }).catch(() => null)) ?? undefined;
}
