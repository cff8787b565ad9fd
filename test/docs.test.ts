import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFERENCES } from '../scripts/reference.ts';
import { TSM_BOOKKEEPING, TSM_SPECIAL } from '../src/config/tsm-settings.ts';

/** `TSM_RECORD=1` writes into the documents what the code says; git shows what changed. */
const recording = process.env['TSM_RECORD'] === '1';
const repository = resolve(import.meta.dirname, '..');
const documents = ['README.md', ...globSync('docs/*.md', { cwd: repository }).sort()];
const read = (document: string): Promise<string> => readFile(join(repository, document), 'utf8');

/** A fenced block: `console` is a session, a file name after the language makes it a file of the project. */
interface Block {
  readonly document: string;
  readonly language: string;
  readonly file: string | undefined;
  readonly text: string;
}

async function blocksOf(document: string): Promise<readonly Block[]> {
  const found = (await read(document)).matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms);
  return [...found].map(([, language = '', file, text = '']) => ({ document, language, file, text }));
}

/** A project begins with its config; sessions before any are for the reader's machine. */
function projectsIn(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const projects: Block[][] = [];
  for (const block of blocks) {
    if (block.file?.startsWith('tsm.config.') === true) projects.push([]);
    if (block.file !== undefined || block.language === 'console') projects.at(-1)?.push(block);
  }
  return projects;
}

let programs: string;

/** `npx tsm` and `tsm` are this build. */
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'tsm-docs-'));
  const start = `exec node ${join(repository, 'dist/main.cjs')} "$@"\n`;
  await writeFile(join(programs, 'tsm'), `#!/bin/sh\n${start}`);
  await writeFile(join(programs, 'npx'), `#!/bin/sh\nshift\n${start}`);
  for (const name of ['tsm', 'npx']) await chmod(join(programs, name), 0o755);
});

afterAll(() => rm(programs, { recursive: true, force: true }));

async function runProject(blocks: readonly Block[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-project-'));
  try {
    for (const block of blocks) {
      if (block.language === 'console') await replay(block, folder);
      else if (block.file?.startsWith('systemd/') === true) await compareFile(block, folder);
      else await writeProjectFile(join(folder, block.file ?? ''), block.text);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeProjectFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function compareFile(block: Block, folder: string): Promise<void> {
  await settle(block, await readFile(join(folder, block.file ?? ''), 'utf8'));
}

async function replay(block: Block, folder: string): Promise<void> {
  const commands = [...block.text.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
  let session = '';
  for (const command of commands) {
    const { stdout } = await execa('bash', ['-c', `exec 2>&1; ${command}`], {
      cwd: folder,
      reject: false,
      env: { PATH: `${programs}:${process.env['PATH']}`, NO_COLOR: '1' },
    });
    session += `$ ${command}\n${stdout === '' ? '' : `${stdout}\n`}`;
  }
  await settle(block, session);
}

/** Scores differ by a tenth or two between versions of systemd; the documents show those of 252. */
const withoutScores = (text: string): string => text.replaceAll(/exposure \d+\.\d/g, 'exposure N');

async function settle({ document, text }: Block, found: string): Promise<void> {
  if (!recording) expect(withoutScores(found)).toBe(withoutScores(text));
  else
    await writeFile(
      join(repository, document),
      (await read(document)).replace(text, () => found),
    );
}

describe.each(documents)('%s', (document) => {
  test('its projects do what it shows', async () => {
    for (const project of projectsIn(await blocksOf(document))) await runProject(project);
  });

  test('its tables are those of the code', async () => {
    const text = await read(document);
    const current = text.replaceAll(
      /(<!-- from the code: (\w+) -->\n)(.*?)(<!-- end -->)/gs,
      (_, begin: string, name: string, __, end: string) => `${begin}${REFERENCES[name]!()}\n${end}`,
    );
    if (recording) await writeFile(join(repository, document), current);
    else expect(text).toBe(current);
  });

  test('what it links to is there', async () => {
    const text = (await read(document)).replaceAll(/^```.*?^```$/gms, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = '']) => link);
    const missing = links.filter(
      (link) => globSync(join(dirname(document), link), { cwd: repository, onlyFiles: false }).length === 0,
    );
    expect(missing).toEqual([]);
  });

  test('the headings it links to are there', async () => {
    const text = await read(document);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !headings.includes(link))).toEqual([]);
  });
});

test('every table of the code stands in a document', async () => {
  const texts = await Promise.all(documents.map(read));
  const missing = Object.keys(REFERENCES).filter(
    (name) => !texts.some((text) => text.includes(`<!-- from the code: ${name} -->`)),
  );
  expect(missing).toEqual([]);
});

test('the README is short', async () => {
  expect((await read('README.md')).split('\n').length).toBeLessThan(200);
});

test('settings that are no single field of the config are described by hand', async () => {
  const text = await read('docs/service-files.md');
  expect([...TSM_SPECIAL, ...TSM_BOOKKEEPING].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
