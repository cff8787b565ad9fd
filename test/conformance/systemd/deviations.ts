/** Values that systemd takes without a word and tsm refuses, each with the reason. Nothing is ever the other way round. */
export const stricter: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  StandardInput: { file: 'systemd reads it as a file name without a path and fails at the start' },
  StandardOutput: { file: 'systemd reads it as a file name without a path and fails at the start' },
  Slice: Object.fromEntries(
    ['a--b.slice', '-a.slice', 'a-.slice'].map((name) => [
      name,
      'said only when the unit is started, which fails',
    ]),
  ),
  User: Object.fromEntries(
    ['a b', '1a', 'a,b', '.x', 'x'.repeat(300)].map((name) => [
      name,
      'accepted for old databases, refused by useradd',
    ]),
  ),
  SupplementaryGroups: { 'a,b': 'meant as two groups, taken for one that does not exist' },
  CapabilityBoundingSet: Object.fromEntries(
    ['NET_ADMIN', 'CAP_FOO', 'CAP_CHOWN,CAP_KILL'].map((name) => [
      name,
      'an unknown capability is skipped at debug level',
    ]),
  ),
  SystemCallErrorNumber: { eperm: 'reported without the line' },
  RestrictAddressFamilies: { af_inet: 'a name in lower case is looked up by chance of the hash table' },
  SecureBits: { foo: 'an unknown bit is skipped', 'keep-caps,noroot': 'an unknown bit is skipped' },
  LoadCredential: { 'id:': 'an empty path is searched for as the name of the credential' },
  IOReadBandwidthMax: { 'sda 10M': 'a relative path is refused at the start' },
  IODeviceLatencyTargetSec: { 'sda 25ms': 'a relative path is refused at the start' },
  SocketBindAllow: { '0': 'taken for "any port" from 253 on' },
  IOSchedulingClass: { '4': 'a number that the kernel does not know' },
  SyslogFacility: { '24': 'a number that syslog does not know' },
  RestrictFileSystems: {
    'ext4,tmpfs': 'an unknown file system is skipped',
    Ext4: 'an unknown file system is skipped',
  },
};
