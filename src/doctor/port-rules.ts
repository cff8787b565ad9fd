import type { Step } from './raw.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** Its processes are asked, not its words: what it holds open is what it listens on. */
export function listensElsewhere({ one }: Subject): readonly UnitFinding[] {
  if (one.elsewhere === undefined) return [];
  const { wanted, found } = one.elsewhere;
  return [
    {
      code: 'port-elsewhere',
      what: `it listens on port ${found.join(', ')} and not on ${wanted}, which is its own`,
      why: `Whoever goes by its definition does not find it, its health check included. It is told ${wanted} as PORT: have it listen on that, or ${writeInstead(found, one.source)}.`,
      steps: [whereItSaysSo(found, one.view.workingDirectory?.path) ?? ['systemctl', 'cat', one.view.unit]],
    },
  ];
}

function writeInstead([port, ...more]: readonly number[], source: string | undefined): string {
  const isSure = more.length === 0;
  return source?.endsWith('.tsm') === true
    ? `write ${isSure ? `TSM_PORT="${port}"` : 'the port that it means as TSM_PORT'} in ${source}`
    : `make its port ${isSure ? port : 'the one that it means'} in ${source ?? 'its source'}`;
}

/** The lines below its directory that have the number in them; what packages bring is not for us to edit. */
const whereItSaysSo = ([port]: readonly number[], directory: string | undefined): Step | undefined =>
  directory === undefined
    ? undefined
    : ['grep', '-rnwI', '--exclude-dir=node_modules', '--exclude-dir=.git', String(port), directory];
