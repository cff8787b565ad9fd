import { DOWN, NOT_LOADED, WRITTEN_IN_UNIT, type Code, type DoctorCode } from './code.ts';

/** The host, the store, and what stands between it and systemd. */
export const STORE_CODES = {
  'disk-full': {
    severity: 'error',
    kind: 'look',
    why: 'Whatever writes there fails: services, the journal, the next install. What may go is for a person to say.',
    explains: [...DOWN, 'interrupted', 'store-damaged'],
  },
  'journal-down': {
    severity: 'error',
    kind: 'repair',
    why: 'What tsm logs and doctor show of a service is from before. Services that ran meanwhile may have to be restarted before they are heard again.',
  },
  'clock-behind': {
    severity: 'error',
    kind: 'look',
    why: 'Certificates, timers and logs go by the clock, and so does everything that doctor says of age.',
    explains: ['files-newer', 'input-newer', 'clock-unsynchronised'],
  },
  'current-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'Every unit is a link through it, so systemd finds none of them after its next reload or at the next boot.',
    explains: [...NOT_LOADED, 'masked'],
  },
  'store-damaged': {
    severity: 'error',
    kind: 'repair',
    why: 'systemd reads the units from there, and tsm cannot tell any more what is installed.',
    explains: [...NOT_LOADED],
  },
  'manager-unreachable': {
    severity: 'error',
    kind: 'look',
    why: 'Nobody can tell how its services are.',
  },
  'store-edited': {
    severity: 'warning',
    kind: 'look',
    why: 'A generation is never edited: a rollback would bring back something that nobody reviewed. An install from the project puts back what was. Edit by systemctl edit, or in the config.',
    explains: [...DOWN, ...WRITTEN_IN_UNIT, 'changed-on-disk', 'restart-pending'],
  },
  'systemd-too-old': {
    severity: 'error',
    kind: 'look',
    why: 'An older systemd ignores directives that it does not know, limits and sandbox among them, and only warns.',
    explains: [...DOWN, 'missing'],
  },
  'install-refused': { severity: 'error', kind: 'look', why: 'An install would refuse for that reason.' },
  interrupted: {
    severity: 'error',
    kind: 'repair',
    why: 'Units may be stopped or half replaced. Any verb that changes something first brings the run to its end.',
    explains: [...NOT_LOADED, 'not-linked', 'restart-pending'],
  },
  'secrets-exposed': {
    severity: 'error',
    kind: 'repair',
    why: 'Other users of this host can read the secrets. Whatever may have been read should be replaced, too.',
  },
  shadowed: {
    severity: 'error',
    kind: 'look',
    why: 'systemd takes the first file of that name that it finds, so what is installed has no effect.',
    explains: [...NOT_LOADED, 'restart-pending'],
  },
  'not-linked': {
    severity: 'error',
    kind: 'repair',
    why: 'systemd does not find the unit after its next reload or at the next boot.',
    explains: [...NOT_LOADED],
  },
  masked: {
    severity: 'warning',
    kind: 'repair',
    why: 'Nothing can start a masked unit, neither a person nor the boot. Somebody has decided so.',
    explains: [...DOWN, 'missing', 'disabled', 'changed-on-disk', 'not-enabled', 'port-held'],
  },
  pinned: {
    severity: 'warning',
    kind: 'repair',
    why: 'A full copy hides what is installed: no install has an effect on it. The command throws the copy away.',
    explains: [...WRITTEN_IN_UNIT, ...DOWN, 'edited', 'changed-on-disk', 'restart-pending'],
  },
} satisfies Partial<Record<DoctorCode, Code>>;
