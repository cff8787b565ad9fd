import type { Code } from './catalog.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Codes that stop nothing. Apart from their wording, which is loaded when there is something to say. */
const LENIENT: Readonly<Partial<Record<Code, Severity>>> = {
  'glob-matches-nothing': 'warning',
  'bookkeeping-ignored': 'info',
  'setting-misspelt': 'warning',
  'command-keeps-shell': 'info',
  'pipeline-hides-status': 'info',
  'port-moved': 'warning',
  'secret-left-out': 'info',
  'limit-tiny': 'warning',
  'directive-downgraded': 'info',
  'restarts-for-ever': 'warning',
  'program-elsewhere': 'info',
  'program-not-built': 'warning',
  'bundle-left': 'warning',
  'check-skipped': 'warning',
  'account-from-host': 'info',
  'runs-as-root': 'info',
  'file-not-in-project': 'warning',
  'unit-from-host': 'info',
  'unit-misspelt': 'warning',
  'verify-warning': 'warning',
  'written-by-two': 'warning',
  'percent-expanded': 'warning',
  'percent-literal': 'warning',
  'version-manager-path': 'warning',
  'restart-loop': 'warning',
  'links-in-etc': 'warning',
  'links-lost': 'warning',
  'nothing-runs': 'warning',
  'not-lingering': 'warning',
  'port-taken': 'warning',
  'operator-choice': 'info',
  'try-older-systemd': 'warning',
  'try-stale-bundle': 'info',
  'try-stand-in': 'info',
  'try-copied-to-root': 'info',
  'try-made-readable': 'info',
  'try-no-loopback': 'warning',
  'try-placeholders': 'info',
  'scaffold-no-pattern': 'info',
};

/** How bad it is: an error, unless it stops nothing. */
export const severityOf = (code: Code): Severity => LENIENT[code] ?? 'error';
