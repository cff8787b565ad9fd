import {
  blankWords,
  each,
  either,
  holds,
  integer,
  pattern,
  quotedWords,
  shieldedWords,
  type Validator,
  words,
} from './rule.ts';

const unitTypes = 'service|socket|target|device|mount|automount|swap|timer|path|slice|scope';
const unitPattern = new RegExp(`^[A-Za-z0-9:_.\\\\@%-]{1,245}\\.(?:${unitTypes})$`);
const specifier = /%[A-Za-z]/;
const unit: Validator = holds(
  (value) => unitPattern.test(value) || (specifier.test(value) && !/[\s/]/.test(value)),
  'it must be the name of a unit, with its type: name.service',
);
/** Words at blanks; systemd reads quotes here too, but no name needs them. */
const units = each(blankWords, unit);
const serviceName = holds(
  (value) => unit(value, 0) === undefined && value.endsWith('.service'),
  'it must be the name of a service',
);
const slice = holds(
  (value) => /^(?:-|[A-Za-z0-9:_.\\]+(?:-[A-Za-z0-9:_.\\]+)*)\.slice$/.test(value),
  'it must be the name of a slice, its parts separated by single dashes',
);

/** systemd.exec(5) User=, and the two numbers that mean "none" on Linux. */
const user = either(
  pattern(/^(?:[A-Za-z_][A-Za-z0-9_-]{0,30}|.*%[A-Za-z].*)$/, 'it must be a name'),
  holds(
    (value) => /^(?:0|[1-9]\d{0,9})$/.test(value) && Number(value) < 4_294_967_295 && value !== '65535',
    'it must be a user or group name of at most 31 letters, digits, _ and -, or a number',
  ),
);
const users = each(quotedWords, user);

const signals =
  words(`HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN
  TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS`);
const isSignal = (value: string): boolean => {
  const name = value.replace(/^SIG/, '');
  const realTime = /^(?:RTMIN(?:\+(\d+))?|RTMAX(?:-(\d+))?)$/.exec(name);
  if (realTime !== null) return Number(realTime[1] ?? realTime[2] ?? 0) <= 30;
  return signals.has(name) || (/^[1-9]\d?$/.test(value) && Number(value) <= 64);
};
const signal = holds(isSignal, 'it must be a signal such as SIGTERM');

const exitNames =
  words(`SUCCESS FAILURE INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING USAGE
  DATAERR NOINPUT NOUSER NOHOST UNAVAILABLE SOFTWARE OSERR OSFILE CANTCREAT IOERR TEMPFAIL PROTOCOL NOPERM CONFIG CHDIR NICE FDS
  EXEC MEMORY LIMITS OOM_ADJUST SIGNAL_MASK STDIN STDOUT CHROOT IOPRIO TIMERSLACK SECUREBITS SETSCHEDULER CPUAFFINITY GROUP USER
  CAPABILITIES CGROUP SETSID CONFIRM STDERR PAM NETWORK NAMESPACE NO_NEW_PRIVILEGES SECCOMP SELINUX_CONTEXT PERSONALITY APPARMOR
  ADDRESS_FAMILIES RUNTIME_DIRECTORY CHOWN SMACK_PROCESS_LABEL KEYRING STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY
  CONFIGURATION_DIRECTORY NUMA_POLICY CREDENTIALS BPF EXCEPTION`);
const exitCode = integer(0, 255);
const exitStatuses = each(
  blankWords,
  holds(
    (value) =>
      exitNames.has(value) || exitCode(value, 0) === undefined || (!/^\d/.test(value) && isSignal(value)),
    'it must be an exit code from 0 to 255, a name such as TEMPFAIL, or a signal such as SIGKILL',
  ),
);

const variableNames = each(
  shieldedWords,
  pattern(/^[A-Za-z_][A-Za-z0-9_]*(?:=.*)?$/s, 'it must be the name of an environment variable'),
);

/** Names of units, users, signals and variables. */
export const nameValidators = {
  unit,
  units,
  serviceName,
  slice,
  user,
  users,
  signal,
  exitCode,
  exitStatuses,
  variableNames,
};
