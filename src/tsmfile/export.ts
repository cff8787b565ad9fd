import type { Assignment, Command, CommandArgument, Word } from 'unbash';
import { NAME } from './names.ts';
import type { Line } from './parse.ts';

/** `export NAME=value OTHER`, also as `declare -x`. Undefined for every other command and for options of these. */
export function readExport({ name, prefix, suffix }: Command): Line | undefined {
  const words = suffix.filter(
    (part): part is CommandArgument => part.type === 'Word' || part.type === 'Assignment',
  );
  const exported = exportedWords(name?.text ?? '', words);
  if (exported === undefined || exported.length === 0 || prefix.length > 0) return undefined;
  const assignments = exported.filter((word): word is Assignment => word.type === 'Assignment');
  const marks = exported.filter((word): word is Word => word.type === 'Word');
  return marks.every(({ text }) => NAME.test(text)) ? { exports: true, assignments, marks } : undefined;
}

function exportedWords(
  name: string,
  words: readonly CommandArgument[],
): readonly CommandArgument[] | undefined {
  if (name === 'export') return words;
  const option = words[0];
  const declares =
    (name === 'declare' || name === 'typeset') && option?.type === 'Word' && option.text === '-x';
  return declares ? words.slice(1) : undefined;
}
