/** Words that only a shell knows: bash runs them itself, no program of that name would do the same. */
const SHELL_WORDS = new Set(
  ': . alias bg bind builtin caller cd command compgen complete compopt continue break declare dirs disown enable eval exit export fc fg getopts hash help history jobs let local logout mapfile popd pushd read readarray readonly return set shift shopt source suspend times trap type typeset ulimit umask unalias unset wait [['.split(
    ' ',
  ),
);

/** bash(1), "RESERVED WORDS". */
const RESERVED_WORDS = new Set(
  '! case coproc do done elif else esac fi for function if in select then until while { } time [[ ]]'.split(
    ' ',
  ),
);

export const isReservedWord = (word: string): boolean => RESERVED_WORDS.has(word);

export const isShellWord = (word: string): boolean => SHELL_WORDS.has(word);
