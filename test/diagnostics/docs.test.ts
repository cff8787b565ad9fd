import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { severityOf } from '../../src/diagnostics/severity.ts';
import { expectFile } from '../fixtures/fixture.ts';

const repository = resolve(import.meta.dirname, '../..');
const errors = join(repository, 'test/fixtures/errors');

const INTRODUCTION = `# Diagnostics

What tsm says of a project or a host, by code. An error stops the command and nothing is changed; a warning is likely a mistake; an info
explains what tsm did. Codes are stable, also in \`--json\`; wording may improve. The examples are printed by the command itself.
`;

test('docs/diagnostics.md has every code, as the catalogue and the fixtures say it', async () => {
  const codes = Object.keys(catalog).sort() as (keyof typeof catalog)[];
  const index = codes.map((code) => `- [${code}](#${code}) (${severityOf(code)})`).join('\n');
  const sections = await Promise.all(codes.map(section));
  await expectFile(
    join(repository, 'docs/diagnostics.md'),
    [INTRODUCTION, `${index}\n`, ...sections].join('\n'),
  );
});

test('titles and explanations read as one style', () => {
  for (const [code, { about }] of Object.entries(catalog)) {
    expect(about, code).toMatch(/[.!]$/);
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  }
});

async function section(code: keyof typeof catalog): Promise<string> {
  const { about } = catalog[code];
  const severity = severityOf(code);
  return `## ${code}\n\n*${severity}* · ${about}\n${await example(code)}`;
}

/** The first complaint with that code, as its fixture prints it; what needs a host has none. */
async function example(code: string): Promise<string> {
  const file = join(errors, code, 'expected.txt');
  if (!existsSync(file)) return '';
  const blocks = (await readFile(file, 'utf8')).split('\n\n');
  const block = blocks.find((one) => one.includes(`[${code}]`)) ?? '';
  return `\n\`\`\`text\n${block.trimEnd()}\n\`\`\`\n`;
}
