// What `tsm doctor` finds. Unknown values are null.
import type { DoctorCode } from './code.ts';

export interface DoctorReport {
  /** Nothing is wrong: no finding is an error or a warning. The exit code is 0 then, else 1. */
  readonly ok: boolean;
  readonly environments: readonly ExaminedEnvironment[];
  /** Causes first, the worst of them first. What a cause explains stands right behind it. */
  readonly findings: readonly DoctorFinding[];
  /** What this user could not look at, so that nothing is said of it. */
  readonly unseen: readonly string[];
  /** The command line that sees all of it; null when nothing was left out. */
  readonly sudo: string | null;
}

export interface ExaminedEnvironment {
  readonly environment: string;
  readonly base: string;
  readonly scope: 'system' | 'user';
  /** False for a bundle in this folder that was only held against this host. */
  readonly installed: boolean;
}

/** `error`: something does not work, or will not after the next start. `warning`: it will hurt. `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note';

/** `repair`: the command closes it. `try`: it is first aid and may not last. `look`: no command can, it shows what a person needs. */
export type Kind = 'repair' | 'try' | 'look';

export interface DoctorFinding {
  readonly code: DoctorCode;
  readonly severity: Severity;
  /** Null when it is about the host. */
  readonly environment: string | null;
  /** Units that it is about; empty when it is about all of the environment, or about the host. */
  readonly units: readonly string[];
  readonly what: string;
  /** The line of its journal that says why, of a service that failed; null for all else, and where it cannot be told. */
  readonly said: string | null;
  readonly why: string;
  readonly kind: Kind;
  /** For a shell, as it is. */
  readonly command: string;
  /** Code of the finding that explains this one and stands before it; null for a cause. */
  readonly because: DoctorCode | null;
}
