import { execaSync } from 'execa';
import { join } from 'node:path';
import { measure } from '../measure.ts';
import { ground, main, repository } from '../places.ts';
import type { Section, Task } from '../task.ts';

/** What starting tsm costs, beside starting Node. */
export const start: Section = {
  name: 'start',
  rows: (wanted) => tasks.filter(({ what }) => wanted(what)).map(measure),
};

const tasks: readonly Task[] = [
  besideNode('tsm --version', ['--version'], 1.25),
  besideNode('tsm --help', ['--help'], 1.25),
  besideNode('tsm generate @dev --check, the sample', ['generate', '@dev', '--check'], 2),
  besideNode('tsm generate @dev --check, the sample, Node 24', ['generate', '@dev', '--check'], 2.5, node24),
];

function besideNode(what: string, args: readonly string[], bar: number, node = () => process.execPath): Task {
  const setUp = () => {
    const command = node();
    return {
      ours: { command, args: [main, ...args], cwd: repository },
      theirs: { command, args: ['-e', '0'], cwd: repository },
    };
  };
  return { what, against: 'node -e 0', bar, runs: 20, setUp };
}

/** Node 24 as its npm package, for this run alone. */
function node24(): string {
  const folder = join(ground, 'node24');
  process.stderr.write('bench: npm install node@24, into a folder that goes at the end\n');
  execaSync('npm', ['install', '--no-save', '--prefix', folder, 'node@24'], { stdio: ['ignore', 2, 2] });
  return join(folder, 'node_modules/node/bin/node');
}
