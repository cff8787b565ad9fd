// What tsm costs, beside starting Node: `npm run bench -- [--runs N] [--json FILE]`, after `npm run build`.
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, type Figure, measure, median } from './measure.ts';
import { type Project, writeProject } from './project.ts';

const repository = resolve(import.meta.dirname, '..');
const main = resolve(repository, 'dist/main.cjs');
const sizes = [1, 100, 1000];
const fewestRuns = 10;

function run(): void {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: String(fewestRuns) }, json: { type: 'string' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < fewestRuns)
    throw new Error(`--runs is '${values.runs}', not a number from ${fewestRuns}`);
  if (!existsSync(main)) throw new Error(`${main} is not there: npm run build makes it`);
  const projects = sizes.map((size) => writeProject(repository, size));
  try {
    report(measure(casesOf(projects), runs), runs, values.json);
  } finally {
    for (const project of projects) project.remove();
  }
}

function casesOf(projects: readonly Project[]): Case[] {
  return [
    { name: 'tsm --version', args: [main, '--version'], cwd: repository },
    {
      name: 'tsm generate @dev --check, the sample',
      args: [main, 'generate', '@dev', '--check'],
      cwd: repository,
    },
    ...projects.map(({ folder, clean }, index) => ({
      name: `tsm generate, inline services: ${sizes[index]!.toLocaleString('en')}`,
      args: [main, 'generate'],
      cwd: folder,
      prepare: clean,
    })),
  ];
}

function report(figures: readonly Figure[], runs: number, json: string | undefined): void {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
  };
  if (json) writeFileSync(json, `${JSON.stringify({ ...machine, runs, figures }, undefined, 2)}\n`);
  const rows = figures.map((of) => [of.name, ms(of.median), ms(of.fastest), `${of.ratio.toFixed(2)} ×`]);
  const table = [['', 'median', 'fastest', 'ratio to node -e 0'], bareNode(figures), ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]!, column))
      .join('  ')
      .trimEnd(),
  );
  const title = `Node ${machine.node}, ${machine.cores} cores, ${machine.cpu}; ${runs} runs after a warm-up`;
  process.stdout.write(`${title}\n\n${lines.join('\n')}\n`);
}

/** The row of what is measured in between: the other rows' ratios are pairwise, so this one is for orientation. */
const bareNode = (figures: readonly Figure[]): string[] => {
  const times = figures.map(({ node }) => node);
  return ['node -e 0', ms(median(times)), ms(Math.min(...times)), '1.00 ×'];
};

const ms = (value: number): string => `${value.toFixed(0)} ms`;

const pad = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

try {
  run();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
