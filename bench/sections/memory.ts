import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../generate.ts';
import { median, runStep } from '../measure.ts';
import { ground } from '../places.ts';
import type { Row, Step } from '../task.ts';

const MOST = 300;
const RUNS = 10;

/** The most memory that a first run with 10,000 services ever holds. */
export const peakMemory = { what: 'peak memory, tsm generate, 10,000 services', row };

function row(): Row {
  const probe = join(ground, 'probe.cjs');
  const says = join(ground, 'peak');
  writeFileSync(
    probe,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(says)}, String(process.resourceUsage().maxRSS)));\n`,
  );
  const first = generate(10_000, 'inline');
  const peak = (step: Step): number => megabytes({ ...step, args: ['-r', probe, ...step.args] }, says);
  // The first run of all also transpiles the config.
  peak(first);
  const ours = Math.max(...Array.from({ length: RUNS }, () => peak(first)));
  const theirs = median(
    Array.from({ length: RUNS }, () => peak({ ...first, args: ['-e', '0'], prepare: () => {} })),
  );
  const bar = `<= ${MOST} MB`;
  const ratio = ours / theirs;
  return {
    what: peakMemory.what,
    against: 'node -e 0',
    bar,
    ours,
    theirs,
    ratio,
    unit: 'MB',
    runs: RUNS,
    met: ours <= MOST,
  };
}

function megabytes(step: Step, says: string): number {
  step.prepare?.();
  runStep(step);
  return Number(runStep({ command: 'cat', args: [says], cwd: ground })) / 1024;
}
