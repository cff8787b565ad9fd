// Part of npm run build: dist/help.txt, what `tsm --help` prints where nobody has said another width.
import { writeFileSync } from 'node:fs';
import { run } from '../src/cli.ts';

let help = '';
const code = await run(['--help'], {
  cwd: '/',
  caller: { uid: 0, sudoUid: undefined, home: '/', runtime: '/', pid: 0, command: [] },
  isTerminal: false,
  color: false,
  columns: 80,
  out: (text) => void (help += text),
  err: (text) => {
    throw new Error(text);
  },
});
if (code !== 0) throw new Error(`tsm --help ended with ${code}`);
writeFileSync('dist/help.txt', help);
