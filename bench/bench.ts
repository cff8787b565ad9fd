// What tsm costs, beside something else that was measured in the same run: `npm run bench`, after `npm run build`.
//   --only PATTERN  only rows whose name matches    --json FILE  the rows as JSON, too    --write  into docs/performance.md
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { writeDocument } from './document.ts';
import { cleanUp, main } from './places.ts';
import { host } from './sections/host.ts';
import { scale } from './sections/scale.ts';
import { start } from './sections/start.ts';
import { markdownTable, plainTable } from './table.ts';
import type { Row, Section } from './task.ts';

const sections: readonly Section[] = [start, scale, host];

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'string' }, write: { type: 'boolean' } },
  });
  if (!existsSync(main)) throw new Error(`${main} is not there: npm run build makes it`);
  const only = new RegExp(values.only ?? '');
  const rows: Row[] = [];
  for (const section of sections)
    rows.push(...(await section.rows((what) => only.test(`${section.name}: ${what}`))));
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    kernel: release(),
  };
  const title = `Node ${machine.node}, ${machine.cores} cores, ${machine.cpu}, Linux ${machine.kernel}; medians after a warm-up`;
  process.stdout.write(`${title}\n\n${plainTable(rows)}`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
  if (values.write === true) writeDocument(`${title}.\n\n${markdownTable(rows)}`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  cleanUp();
}
