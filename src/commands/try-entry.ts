import type { CommandEntry } from './entry.ts';

export const tryEntry: CommandEntry = {
  name: 'try',
  args: '',
  summary: 'run the working tree on a throwaway copy of this machine, with its own systemd',
  options: [
    ['--shell', 'open a shell inside before it is thrown away'],
    ['--keep', 'keep it running until Enter or Ctrl-C, and say how to get in'],
    ['--secrets <file>', 'take secrets from this file of NAME=value lines; default: placeholders'],
    ['--settle <time>', 'how long what was started must stay up (default 3s)'],
    ['--json', 'print one JSON document instead of text'],
  ],
  example: 'sudo tsm try @dev',
  load: () => import('./try.ts'),
};
