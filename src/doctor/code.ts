import type { FindingCode } from '../host/status.ts';
import type { Kind, Severity } from './report.ts';

/** What doctor knows of one kind of finding, whatever it is about. */
export interface Code {
  readonly severity: Severity;
  readonly kind: Kind;
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** Symptoms that it accounts for, of the same unit, or of every unit when it is about all. */
  readonly explains?: readonly DoctorCode[];
}

/** Codes that only doctor has; the others are those of status. */
type OwnCode =
  | 'disk-full'
  | 'clock-behind'
  | 'clock-unsynchronised'
  | 'journal-volatile'
  | 'journal-down'
  | 'controllers-missing'
  | 'current-missing'
  | 'store-damaged'
  | 'manager-unreachable'
  | 'store-edited'
  | 'secrets-exposed'
  | 'systemd-too-old'
  | 'not-installed'
  | 'install-refused'
  | 'not-linked'
  | 'shadowed'
  | 'dependency-required'
  | 'dependency-unknown'
  | 'mount-read-only'
  | 'user-missing'
  | 'group-missing'
  | 'path-hidden'
  | 'working-directory-missing'
  | 'directory-missing'
  | 'directory-owner'
  | 'directory-closed'
  | 'path-closed'
  | 'source-missing'
  | 'env-file-missing'
  | 'secrets-missing'
  | 'per-shell-path'
  | 'program-missing'
  | 'program-not-executable'
  | 'program-format'
  | 'interpreter-missing'
  | 'file-missing'
  | 'path-read-only'
  | 'port-elsewhere'
  | 'port-refused'
  | 'library-missing'
  | 'engine-mismatch'
  | 'abi-mismatch'
  | 'module-missing'
  | 'input-newer'
  | 'given-up';

export type DoctorCode = FindingCode | OwnCode;

/** A service that does not run, or not as it should. */
export const DOWN = [
  'given-up',
  'crashing',
  'failed',
  'stopped',
  'port-closed',
  'unhealthy',
  'not-started',
] as const;
/** The same, and what systemd makes of a unit that it cannot load. */
export const NOT_LOADED = [
  ...DOWN,
  'missing',
  'changed-on-disk',
  'disabled',
  'not-enabled',
  'edited',
] as const;
/** What the text of a unit asks for; another text would ask for something else. */
export const WRITTEN_IN_UNIT = [
  'missing',
  'dependency-required',
  'dependency-unknown',
  'user-missing',
  'group-missing',
  'path-hidden',
  'working-directory-missing',
  'directory-missing',
  'directory-owner',
  'directory-closed',
  'path-closed',
  'source-missing',
  'env-file-missing',
  'per-shell-path',
  'program-missing',
  'program-not-executable',
  'program-format',
  'interpreter-missing',
  'file-missing',
  'path-read-only',
  'port-elsewhere',
  'port-refused',
  'out-of-memory',
] as const;
