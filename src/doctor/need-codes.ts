import { DOWN, type Code, type DoctorCode } from './code.ts';

/** What a service needs of its host. */
export const NEED_CODES = {
  missing: {
    severity: 'error',
    kind: 'look',
    why: 'systemd cannot read the unit, so nothing starts it.',
    explains: [...DOWN],
  },
  'dependency-required': {
    severity: 'error',
    kind: 'look',
    why: 'systemd refuses to start a unit while one that it requires exists nowhere.',
    explains: [...DOWN],
  },
  'user-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'systemd does not start a service as a user that does not exist (status 217).',
    explains: [...DOWN, 'group-missing', 'directory-owner'],
  },
  'group-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'systemd does not start a service with a group that does not exist (status 216).',
    explains: [...DOWN, 'directory-owner'],
  },
  'path-hidden': {
    severity: 'error',
    kind: 'look',
    why: 'The file is there, but not for the service. Put it elsewhere, or open the sandbox in the config (hardening).',
    explains: [...DOWN],
  },
  'working-directory-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'systemd does not start a service whose working directory is not there (status 200).',
    explains: [...DOWN, 'program-missing', 'source-missing'],
  },
  'directory-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'The service cannot start without it, or has nowhere to write.',
    explains: [...DOWN],
  },
  'directory-owner': {
    severity: 'error',
    kind: 'repair',
    why: 'The service cannot write where it keeps its data.',
    explains: [...DOWN],
  },
  'directory-closed': {
    severity: 'error',
    kind: 'repair',
    why: 'The mode of the directory keeps its own user out.',
    explains: [...DOWN],
  },
  'path-closed': {
    severity: 'error',
    kind: 'repair',
    why: 'Every directory on the way to a file must let the service’s user pass; a home of mode 0700 lets nobody else.',
    explains: [...DOWN],
  },
  'source-missing': {
    severity: 'error',
    kind: 'look',
    why: 'The command sources it first and refuses without it (status 78). Put the file back, from version control or a backup.',
    explains: [...DOWN],
  },
  'env-file-missing': {
    severity: 'error',
    kind: 'try',
    why: 'systemd does not start a service whose EnvironmentFile= is missing. The command makes an empty one: what belongs into it, only you know.',
    explains: [...DOWN],
  },
  'secrets-missing': {
    severity: 'error',
    kind: 'repair',
    why: 'The service is not started, or started without what it needs. The value is asked for, or read from standard input.',
    explains: [...DOWN],
  },
  'per-shell-path': {
    severity: 'error',
    kind: 'look',
    why: 'A version manager makes that directory for one shell and takes it away with it; after a boot nothing is there. Name a path that stays.',
    explains: ['program-missing', ...DOWN],
  },
  'program-missing': {
    severity: 'error',
    kind: 'look',
    why: 'The service cannot start (status 203, or 127 behind env). Only the unit’s own PATH counts, not that of your shell.',
    explains: [...DOWN],
  },
  'program-not-executable': {
    severity: 'error',
    kind: 'repair',
    why: 'The service cannot start (status 203): the file has no permission to be executed.',
    explains: [...DOWN],
  },
  'interpreter-missing': {
    severity: 'error',
    kind: 'look',
    why: 'A script is run by the program in its first line (#!). Without that the kernel says that the script is missing (status 203).',
    explains: [...DOWN],
  },
  'abi-mismatch': {
    severity: 'error',
    kind: 'try',
    why: 'Compiled modules belong to one version of Node. They are compiled anew after Node was upgraded, by the command.',
    explains: [...DOWN, 'engine-mismatch'],
  },
  'file-missing': {
    severity: 'error',
    kind: 'look',
    why: 'The program starts and has nothing to run: the file was not built, was not brought to this host, or has another name.',
    explains: [...DOWN],
  },
  'path-read-only': {
    severity: 'error',
    kind: 'look',
    why: 'The sandbox (ProtectSystem=, ProtectHome=) lets a service write into its own directories alone. Have it write below $STATE_DIRECTORY or $LOGS_DIRECTORY, or name the folder in the config: hardening.ReadWritePaths.',
    explains: [...DOWN],
  },
  'module-missing': {
    severity: 'error',
    kind: 'try',
    why: 'Packages of the project are not installed where the service runs.',
    explains: [...DOWN],
  },
  'port-held': {
    severity: 'error',
    kind: 'repair',
    why: 'Only one process can listen on a port, so the service fails or somebody else answers in its place. Look at what it is before it is stopped.',
    explains: [...DOWN],
  },
  'out-of-memory': {
    severity: 'error',
    kind: 'look',
    why: 'The kernel ends whoever needs more than MemoryMax=.',
    explains: [...DOWN],
  },
  'engine-mismatch': {
    severity: 'warning',
    kind: 'look',
    why: 'The project says which versions of Node it was made for. Install one of them where the unit’s PATH finds it first.',
    explains: [...DOWN],
  },
} satisfies Partial<Record<DoctorCode, Code>>;
