import { join } from 'node:path';
import { foremanExport } from '../foreman.ts';
import { cacheOf, generate } from '../generate.ts';
import { measure, runStep } from '../measure.ts';
import { ground, putAway } from '../places.ts';
import { projectOf, type Style } from '../project.ts';
import type { Section, Step, Task } from '../task.ts';
import { peakMemory } from './memory.ts';
import { repeatedWrites } from './writes.ts';

/** What `tsm generate` costs with one service and with thousands. */
export const scale: Section = {
  name: 'scale',
  rows: (wanted) => [
    ...tasks.filter(({ what }) => wanted(what)).map(measure),
    ...[peakMemory, repeatedWrites].filter(({ what }) => wanted(what)).map(({ row }) => row()),
  ],
};

const SIZES = [1, 100, 1000, 10_000];
const LARGEST = 10_000;

const RUNS = 10;

const againstForeman = (size: number, style: Style): Task => ({
  what: `tsm generate, ${size.toLocaleString('en')} services, ${style === 'inline' ? 'inline' : 'one .tsm file each'}`,
  against: 'foreman export systemd',
  bar: style === 'inline' && size >= 1000 ? 0.8 : 1,
  runs: RUNS,
  setUp: () => ({ ours: generate(size, style), theirs: foremanExport(projectOf(size, style)) }),
});

/** All is there and as it should be. Without its memory of the last run, tsm makes everything anew to see that. */
function again(remembered: boolean): Task {
  const setUp = () => {
    const first = generate(LARGEST, 'inline');
    const { prepare: _prepare, ...repeat } = first;
    const forget = (): void => putAway(join(cacheOf(first.cwd), 'tsm/generate'));
    return { theirs: first, ours: remembered ? thirdRun(repeat) : { ...repeat, prepare: forget } };
  };
  const what = `nothing changed, 10,000 services${remembered ? '' : ', the first time that is seen'}`;
  return { what, against: 'the first run', bar: 0.7, runs: RUNS, setUp };
}

/** The second run sees that nothing has changed, and the third remembers it. */
const thirdRun = (step: Step): Step => ({ ...step, prepare: () => void runStep(step) });

const tasks: readonly Task[] = [
  ...(['inline', 'files'] as const).flatMap((style) => SIZES.map((size) => againstForeman(size, style))),
  {
    what: 'tsm generate, 10,000 services, against 1,000',
    against: 'tsm generate, 1,000 services',
    bar: 11,
    runs: RUNS,
    setUp: () => ({ ours: generate(LARGEST, 'inline'), theirs: generate(1000, 'inline') }),
  },
  {
    what: 'tsm generate, 10,000 services, against a copy',
    against: 'cp -r of the bundle',
    bar: 8,
    runs: RUNS,
    setUp: () => ({ ours: generate(LARGEST, 'inline'), theirs: copy() }),
  },
  again(true),
  again(false),
];

function copy(): Step {
  const first = generate(LARGEST, 'inline');
  first.prepare?.();
  runStep(first);
  const [from, to] = [join(ground, 'written'), join(ground, 'copied')];
  putAway(from);
  runStep({ command: 'mv', args: [join(first.cwd, 'systemd'), from], cwd: ground });
  return { command: 'cp', args: ['-r', from, to], cwd: ground, prepare: () => putAway(to) };
}
