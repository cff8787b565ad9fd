import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFERENCES } from '../scripts/reference.ts';
import { TSM_BOOKKEEPING, TSM_SPECIAL } from '../src/config/tsm-settings.ts';
import {
  blocksOf,
  documents,
  needsHost,
  readDocument as read,
  recording,
  replay,
  repository,
  settle,
  type Block,
} from './pages.ts';

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
      if (block.language === 'console') await settle(block, await replay(block, typeIn(folder)));
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

const typeIn =
  (folder: string) =>
  async (command: string): Promise<string> => {
    const { stdout } = await execa('bash', ['-c', `exec 2>&1; ${command}`], {
      cwd: folder,
      reject: false,
      env: { PATH: `${programs}:${process.env['PATH']}`, NO_COLOR: '1' },
    });
    return stdout;
  };

describe.each(documents)('%s', (document) => {
  test('its projects do what it shows', async () => {
    const blocks = await blocksOf(document);
    if (needsHost(blocks)) return; // test/e2e/docs.e2e.ts
    for (const project of projectsIn(blocks)) await runProject(project);
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
    const text = (await read(document)).replaceAll(/^(`{3,}).*?^\1$/gms, '');
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
