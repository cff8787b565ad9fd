import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { DoctorCode } from './code.ts';
import type { Kind, Severity } from './report.ts';

/** Words of one command, unquoted; or a command as one would type it. */
export type Step = readonly string[] | string;

/** What one rule found, before it is known what explains what. */
export interface Raw {
  readonly code: DoctorCode;
  /** Name of the environment; null for the host. */
  readonly environment: string | null;
  /** Empty: all of the environment. */
  readonly units: readonly string[];
  readonly what: string;
  /** The line of its journal that says why. */
  readonly said?: string;
  /** Commands to be run one after the other. */
  readonly steps: readonly Step[];
  /** Where it differs from what the code says. */
  readonly kind?: Kind;
  readonly severity?: Severity;
  readonly why?: string;
  readonly explains?: readonly DoctorCode[];
  /** What is in the way, where that is the same for many a path: it is told once. */
  readonly at?: string;
  /** Other units that it cannot be up without. */
  readonly behind?: readonly string[];
  /** What is known to account for this one, of the same unit. */
  readonly comesFrom?: DoctorCode;
  /** The steps bring the service up themselves. */
  readonly starts?: true;
}

/** One line. Steps that are words get `sudo` where it takes root and we are not. */
export const commandLine = (steps: readonly Step[], sudo: boolean): string =>
  steps
    .map((step) =>
      typeof step === 'string' ? step : `${sudo ? 'sudo ' : ''}${step.map(shellQuote).join(' ')}`,
    )
    .join(' && ');
