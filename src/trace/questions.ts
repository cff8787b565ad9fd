import type { ProjectFiles } from '../config/sources.ts';

/** What a run asked of the files of a project. */
export interface Question {
  readonly kind: 'find' | 'read' | 'probe';
  readonly about: string;
}

/** Where answers go: a hash, in the order of the questions. */
export interface Listener {
  readonly update: (text: string) => unknown;
}

/** The same files, with every question noted and every answer told to `listener`. */
export function noting(
  files: ProjectFiles,
  listener: Listener,
): { readonly files: ProjectFiles; readonly questions: readonly Question[] } {
  const questions: Question[] = [];
  const note =
    <A>(kind: Question['kind'], answer: (about: string) => A) =>
    (about: string): A => {
      const given = answer(about);
      questions.push({ kind, about });
      listener.update(JSON.stringify([kind, about, given]));
      return given;
    };
  return {
    files: {
      ...files,
      find: note('find', files.find),
      read: note('read', files.read),
      probe: note('probe', files.probe),
    },
    questions,
  };
}

/** Asks the same again. */
export function askAgain(questions: readonly Question[], files: ProjectFiles, listener: Listener): void {
  const again = noting(files, listener).files;
  for (const { kind, about } of questions) again[kind](about);
}
