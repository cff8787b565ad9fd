import { boolean } from './enums.ts';
import {
  blankWords,
  each,
  either,
  holds,
  integer,
  inverted,
  pattern,
  quotedWords,
  shieldedWords,
  type Validator,
} from './rule.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

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

const capabilityNames =
  words(`chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable
  net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct
  sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override
  mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore`);
const capabilities = inverted(
  each(
    quotedWords,
    holds(
      (value) => /^cap_/i.test(value) && capabilityNames.has(value.slice(4).toLowerCase()),
      'it must be a capability such as CAP_NET_BIND_SERVICE',
    ),
  ),
);

const callGroups =
  words(`@default @aio @basic-io @chown @clock @cpu-emulation @debug @file-system @io-event @ipc @keyring @known
  @memlock @module @mount @network-io @obsolete @pkey @privileged @process @raw-io @reboot @resources @sandbox @setuid @signal
  @swap @sync @system-service @timer`);
/** `@sandbox` is newer than its directive: an unknown group is dropped, which forbids what it should allow. */
const groupSince: Readonly<Record<string, number>> = { '@sandbox': 254 };
const systemCall: Validator = (value, minimumVersion) => {
  if (!value.startsWith('@'))
    return /^[a-z_][a-z0-9_]*$/.test(value)
      ? undefined
      : 'it must be a system call or a group such as @system-service';
  if (!callGroups.has(value)) return 'it must be a group that systemd-analyze syscall-filter lists';
  return (groupSince[value] ?? 0) <= minimumVersion
    ? undefined
    : `it must be known to systemd ${minimumVersion}`;
};
/** Only a deny list gives single calls their own error. */
const deniedCall: Validator = (value, minimumVersion) => {
  const [call = '', errno = 'EPERM', rest] = value.split(':');
  const wrong = rest !== undefined || errorNumber(errno, minimumVersion) !== undefined;
  return wrong ? 'it must have an error such as EPERM behind the colon' : systemCall(call, minimumVersion);
};
const systemCalls: Validator = (value, minimumVersion) =>
  value.startsWith('~')
    ? each(quotedWords, deniedCall)(value.slice(1), minimumVersion)
    : each(quotedWords, systemCall)(value, minimumVersion);
/** The errors that a filter may sensibly give, of errno(3). */
const errors = words(
  `PERM NOENT SRCH INTR IO NXIO 2BIG NOEXEC BADF CHILD AGAIN WOULDBLOCK NOMEM ACCES FAULT NOTBLK BUSY EXIST XDEV NODEV NOTDIR ISDIR INVAL NFILE MFILE NOTTY TXTBSY FBIG NOSPC SPIPE ROFS MLINK PIPE DOM RANGE DEADLK NAMETOOLONG NOLCK NOSYS NOTEMPTY LOOP OVERFLOW OPNOTSUPP NOTSUP AFNOSUPPORT PROTONOSUPPORT CONNREFUSED TIMEDOUT CANCELED KEYREJECTED`,
);
const errorNumber = either(
  holds(
    (value) => value === 'kill' || (value.startsWith('E') && errors.has(value.slice(1))),
    'it must be a name',
  ),
  integer(1, 4095, 'it must be an error such as EPERM, or kill'),
);
const architectures = each(
  quotedWords,
  holds(
    (value) =>
      words(`native alpha arc arc-be arm arm-be arm64 arm64-be cris ia64 loongarch64 m68k mips mips-le mips64 mips64-le
      mips64-n32 mips64-le-n32 nios2 parisc parisc64 ppc ppc-le ppc64 ppc64-le riscv32 riscv64 s390 s390x sh sparc sparc64 tilegx
      x32 x86 x86-64`).has(value),
    'it must be native or an architecture such as x86-64',
  ),
);
const namespaceNames = words('cgroup ipc net mnt pid user uts time');
const namespaces = inverted(
  each(
    quotedWords,
    holds(
      (value) => namespaceNames.has(value),
      'it must be a namespace: cgroup, ipc, net, mnt, pid, user or uts',
    ),
  ),
);
const families =
  words(`UNIX LOCAL INET INET6 NETLINK PACKET ALG APPLETALK ASH ATMPVC ATMSVC AX25 BLUETOOTH BRIDGE CAIF CAN
  DECNET ECONET IB IEEE802154 IPX IRDA ISDN IUCV KCM KEY LLC MCTP MPLS NETBEUI NETROM NFC PHONET PPPOX QIPCRTR RDS ROSE ROUTE RXRPC
  SECURITY SMC SNA TIPC VSOCK WANPIPE X25 XDP`);
const addressFamilies = either(
  pattern(/^none$/, 'it must be none'),
  inverted(
    each(
      quotedWords,
      holds(
        (value) => value.startsWith('AF_') && families.has(value.slice(3)),
        'it must be an address family such as AF_INET',
      ),
    ),
  ),
);
const fileSystems = inverted(
  each(
    quotedWords,
    pattern(
      /^@?[a-z0-9][a-z0-9._-]*$/,
      'it must be a file system such as ext4 or a group such as @basic-api',
    ),
  ),
);
const secureBits = each(
  quotedWords,
  pattern(
    /^(?:keep-caps|no-setuid-fixup|noroot)(?:-locked)?$/,
    'it must be one of keep-caps, no-setuid-fixup, noroot, each with or without -locked',
  ),
);
const controller = pattern(
  /^(?:cpu|cpuacct|cpuset|io|blkio|memory|devices|pids|bpf-firewall|bpf-devices|bpf-foreign|bpf-socket-bind|bpf-restrict-network-interfaces)$/,
  'it must be a controller such as cpu, memory, io or pids',
);
const controllers = each(quotedWords, controller);
const interfaces = inverted(
  each(quotedWords, pattern(/^[^\s:/%]{1,127}$/, 'it must be the name of a network interface')),
);
const variableNames = each(
  shieldedWords,
  pattern(/^[A-Za-z_][A-Za-z0-9_]*(?:=.*)?$/s, 'it must be the name of an environment variable'),
);

/** Names and words that somebody else defines. */
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
  capabilities,
  systemCalls,
  errorNumber,
  architectures,
  addressFamilies,
  fileSystems,
  secureBits,
  interfaces,
  variableNames,
  namespaces: either(boolean, namespaces),
  controllers,
  delegate: either(boolean, controllers),
};
