// The documents as sessions: files that are written, and commands with what they print.
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect } from 'vitest';

/** `TSM_RECORD=1` writes into the documents what the code says; git shows what changed. */
export const recording = process.env['TSM_RECORD'] === '1';
export const repository = resolve(import.meta.dirname, '..');
export const documents = ['README.md', ...globSync('docs/*.md', { cwd: repository }).sort()];

export const readDocument = (document: string): Promise<string> =>
  readFile(join(repository, document), 'utf8');

/**
 * A fenced block. `console` is a session, `console host` one of root on a host, `console alice@host` one of alice there, `console try` a
 * throwaway one; a file name after the language makes it a file of the project. `<!-- on the host first:` hides commands that the reader need not see.
 */
export interface Block {
  readonly document: string;
  readonly language: string;
  readonly file: string | undefined;
  /** Who types it on a host; undefined: it needs none. */
  readonly user: string | undefined;
  readonly text: string;
}

const BLOCK = /^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$|^<!-- on the host first:\n(.*?)^-->$/gms;

const USERS = /^(?:(\w+)@host|host|(try))$/;

export async function blocksOf(document: string): Promise<readonly Block[]> {
  const found = (await readDocument(document)).matchAll(BLOCK);
  return [...found].map(([, , language = 'hidden', word, text = '', hidden]) => {
    const who = language === 'console' ? USERS.exec(word ?? '') : null;
    return {
      document,
      language,
      file: language === 'console' ? undefined : word,
      user: who === null ? undefined : (who[1] ?? who[2] ?? 'root'),
      text: hidden ?? text,
    };
  });
}

/** A page with a session on a host is one story from its first block to its last. */
export const needsHost = (blocks: readonly Block[]): boolean => blocks.some(({ user }) => user !== undefined);

/** Types the commands of a session, each with what it prints. */
export async function replay({ text }: Block, type: (command: string) => Promise<string>): Promise<string> {
  const commands = [...text.matchAll(/^\$ (.*(?:\\\n.*)*)$/gm)].map(([, command = '']) => command);
  let session = '';
  for (const command of commands) {
    const printed = (await type(command)).replace(/\n+$/, '');
    session += `$ ${command}\n${printed === '' ? '' : `${printed}\n`}`;
  }
  return session;
}

/** What differs from run to run or from machine to machine. Scores do so between versions of systemd; the documents show 252. */
const VARIES: readonly (readonly [RegExp, string])[] = [
  [/exposure \d+\.\d/g, 'exposure N'],
  [/\bon systemd \d+/g, 'on systemd N'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?/g, 'DATE'],
  [/[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/g, 'TIME'],
  [/\[\d+\]|\b(?:PID|process|kill) \d+|--pid=\d+/g, 'PID'],
  [/\b\d+(?:\.\d+)?(?:s|ms|min|h)\b/g, 'AGE'],
  [/\b\d+\.\d[KMG]\b/g, ''],
  [/ AGE +\d+\b/g, ' AGE PID'],
  [/(inactive|masked|failed) +AGE/g, '$1'],
  [/restarted \d+ times? while it should settle|crashes and is started again.*/g, 'CRASHES'],
  [/\b[0-9a-f]{7,40}\b/g, 'COMMIT'],
  [/ +/g, ' '],
];

const lasting = (text: string): string =>
  VARIES.reduce((said, [pattern, name]) => said.replaceAll(pattern, name), text);

/** Compares what was found with the document. When recording, only what lasts and has changed is written. */
export async function settle({ document, text }: Block, found: string): Promise<void> {
  if (!recording) return void expect(lasting(found)).toBe(lasting(text));
  if (lasting(found) === lasting(text)) return;
  const whole = await readDocument(document);
  await writeFile(
    join(repository, document),
    whole.replace(`\n${text}\`\`\``, () => `\n${found}\`\`\``),
  );
}
