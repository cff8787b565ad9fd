import { boolean } from './enums.ts';
import {
  each,
  either,
  holds,
  integer,
  inverted,
  pattern,
  quotedWords,
  type Validator,
  words,
} from './rule.ts';

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
const architectureNames =
  words(`native alpha arc arc-be arm arm-be arm64 arm64-be cris ia64 loongarch64 m68k mips mips-le mips64 mips64-le
      mips64-n32 mips64-le-n32 nios2 parisc parisc64 ppc ppc-le ppc64 ppc64-le riscv32 riscv64 s390 s390x sh sparc sparc64 tilegx
      x32 x86 x86-64`);
const architectures = each(
  quotedWords,
  holds((value) => architectureNames.has(value), 'it must be native or an architecture such as x86-64'),
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
/** Words of the sandbox and of the kernel. */
export const sandboxValidators = {
  capabilities,
  systemCalls,
  errorNumber,
  architectures,
  addressFamilies,
  fileSystems,
  secureBits,
  interfaces,
  controllers,
  namespaces: either(boolean, namespaces),
  delegate: either(boolean, controllers),
};
