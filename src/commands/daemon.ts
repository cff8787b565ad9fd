import type { CommandEntry, CommandGroup } from './entry.ts';

/** The verbs of the guide, as its users type them. */
const VERBS = ['install', 'enable', 'start', 'stop', 'restart', 'status', 'logs', 'disable', 'uninstall'];

/** `tsm daemon VERB`: the same commands under the name that Tetra's guide has for them. */
export const daemonGroup = (commands: readonly CommandEntry[]): CommandGroup => ({
  name: 'daemon',
  summary: "the commands of Tetra's guide: tsm daemon VERB is tsm VERB",
  verbs: VERBS.flatMap((verb) => commands.find(({ name }) => name === verb) ?? []).map((entry) => ({
    ...entry,
    example: entry.example.replace(/^tsm /, 'tsm daemon '),
  })),
});
