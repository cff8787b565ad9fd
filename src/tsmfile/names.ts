import { closest, distance } from 'fastest-levenshtein';

/** The names that bash, systemd and tsm all accept. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

// bash(1), "Shell Variables": read-only, computed at each use, or changing how bash reads the rest.
const OWNED: ReadonlySet<string> = new Set(
  words(`
    BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_COMPAT BASH_LINENO
    BASH_MONOSECONDS BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_TRAPSIG BASH_VERSINFO BASH_XTRACEFD COMP_WORDBREAKS
    DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME FUNCNEST GLOBIGNORE GROUPS HISTCMD IFS LINENO OPTARG OPTERR
    OPTIND PIPESTATUS POSIXLY_CORRECT PPID RANDOM SECONDS SHELLOPTS SRANDOM UID _`),
);

// Ordinary variables, which bash fills in by itself when the environment has none.
const FILLED_IN: ReadonlySet<string> = new Set(
  words(
    'BASH BASH_VERSION COLUMNS HOSTNAME HOSTTYPE LINES MACHTYPE OLDPWD OSTYPE PATH PS4 PWD REPLY SHELL SHLVL TERM',
  ),
);

/** Whether bash keeps the name for itself, so that an assignment would fail, vanish or change the reading. */
export const isOwnedByBash = (name: string): boolean => OWNED.has(name);

/** Whether a running bash has a value for the name that no file gave it. */
export const isSetByBash = (name: string): boolean => OWNED.has(name) || FILLED_IN.has(name);

/** The known name that `name` is probably a slip of, at most two edits away and fewer than half of its letters. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const others = [...known].filter((other) => other !== name);
  if (others.length === 0) return undefined;
  const nearest = closest(name, others);
  const edits = distance(name, nearest);
  return edits <= 2 && edits * 2 < name.length ? nearest : undefined;
}
