import type { EnvironmentExam } from './examine.ts';
import type { Raw } from './raw.ts';

/** What to do about a finding, where that depends on who could make a path lead elsewhere. */
export type Remedy = Pick<Raw, 'steps' | 'kind' | 'why'>;

/** Units of the user's own manager are mended by that user, who can aim at nothing but what is theirs. */
export const isMendedByRoot = ({ facts }: EnvironmentExam): boolean => facts.system.paths.scope === 'system';

/** Steps that change what stands at a path: for root only where nobody else can put something else there. */
export const changeAt = (path: string, isSteady: boolean, exam: EnvironmentExam, change: Remedy): Remedy =>
  isSteady || !isMendedByRoot(exam) ? change : lookAt(path, NOT_STEADY);

/** Every part of the way with its owner and mode. */
export const lookAt = (path: string, why: string): Remedy => ({
  kind: 'look',
  why,
  steps: [['namei', '-l', path]],
});

const NOT_STEADY =
  'There is a link on the way, or a folder that others than root may change, so a command of root could be led elsewhere. Look at the way and mend it by hand, as the owner of the folder.';

/** What stands where a directory is to be may be somebody's only copy of something. */
export const fileInWay = (path: string): Required<Remedy> => ({
  kind: 'look',
  why: 'A directory is expected there and something else has its name. Look at what it is, and move it aside if nobody needs it there.',
  steps: [['ls', '-ld', path]],
});
