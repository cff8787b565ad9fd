import type { Code, DoctorCode } from './code.ts';

/** What a service does, or would after the next start. */
export const STATE_CODES = {
  'given-up': {
    severity: 'error',
    kind: 'try',
    why: 'systemd starts it no more until the counter is reset. If it fails again, tsm logs shows what it said.',
  },
  crashing: { severity: 'error', kind: 'look', why: 'It runs for moments only. What it said tells why.' },
  failed: { severity: 'error', kind: 'look', why: 'It does not run. What it said tells why.' },
  unhealthy: {
    severity: 'error',
    kind: 'try',
    why: 'The process is there and does not do its work. A restart helps against a hang, not against what made it hang: see tsm logs.',
    explains: ['port-closed'],
  },
  'port-closed': {
    severity: 'error',
    kind: 'look',
    why: 'Whoever connects is refused. Either it still starts, or it listens elsewhere than its definition says.',
  },
  'not-lingering': {
    severity: 'warning',
    kind: 'repair',
    why: 'Without lingering a user’s services start at login and stop at logout.',
    explains: ['not-started'],
  },
  'not-started': { severity: 'warning', kind: 'repair', why: 'Installed is not started.' },
  stopped: {
    severity: 'warning',
    kind: 'repair',
    why: 'It is meant to run with its target and does not. An install leaves it so.',
  },
  'not-enabled': {
    severity: 'warning',
    kind: 'repair',
    why: 'After the next boot it does not run.',
    explains: ['disabled'],
  },
  disabled: { severity: 'warning', kind: 'repair', why: 'After the next boot it does not run.' },
  'changed-on-disk': {
    severity: 'warning',
    kind: 'repair',
    why: 'systemd goes on with what it read before; the next reload by any package changes that unasked.',
    explains: ['restart-pending'],
  },
  'restart-pending': {
    severity: 'warning',
    kind: 'repair',
    why: 'What runs is not what is installed: a later restart, at night or by a crash, is when the change takes effect.',
    explains: ['input-newer', 'files-newer'],
  },
  'input-newer': {
    severity: 'warning',
    kind: 'repair',
    why: 'Files that are read at the start have no effect on a process that runs already.',
    explains: ['files-newer'],
  },
  'files-newer': {
    severity: 'warning',
    kind: 'repair',
    why: 'The code was replaced under the process, which goes on with the old, or with a mixture.',
  },
  'dependency-unknown': {
    severity: 'warning',
    kind: 'look',
    why: 'systemd passes over such a name in silence: nothing is started and no order is kept. It may be misspelt, or a package is missing.',
  },
  'journal-volatile': {
    severity: 'warning',
    kind: 'repair',
    why: 'The journal is kept in memory: after a boot nobody can see why a service, or the host, went down.',
  },
  'clock-unsynchronised': {
    severity: 'warning',
    kind: 'repair',
    why: 'A clock that drifts breaks certificates, tokens and timers, and makes logs of two hosts hard to compare.',
  },
  'controllers-missing': {
    severity: 'warning',
    kind: 'look',
    why: 'The kernel enforces none of these limits on this host, whatever systemctl shows.',
  },
  busy: {
    severity: 'note',
    kind: 'look',
    why: 'What doctor sees may be half done. Look again when it has ended.',
  },
  edited: {
    severity: 'note',
    kind: 'repair',
    why: 'It runs with other settings than were reviewed. The command throws the edit away; what should stay belongs into the config.',
  },
  'not-installed': {
    severity: 'note',
    kind: 'repair',
    why: 'Nothing of it is on this host; this is what an install would meet.',
  },
} satisfies Partial<Record<DoctorCode, Code>>;
