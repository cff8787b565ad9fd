/** What an older systemd gets in place of a directive or a value that it does not know. */
export interface Downgrade {
  readonly key: string;
  /** The value that is too new; undefined when the key is. */
  readonly value?: string;
  /** The first systemd that knows it. */
  readonly since: number;
  readonly instead: { readonly drop: true } | { readonly value: string } | { readonly key: string };
  /** What is lost, as one clause. */
  readonly says: string;
}

const drop = { drop: true } as const;

/**
 * Newer directives that have an equivalent, or whose loss leaves a service that works. What is not here and is newer than
 * the oldest systemd of a project is refused: a lost security or limit directive would be silent.
 */
export const downgrades: readonly Downgrade[] = [
  {
    key: 'Type',
    value: 'exec',
    since: 240,
    instead: { value: 'simple' },
    says: 'a missing program shows only after the start',
  },
  {
    key: 'Type',
    value: 'notify-reload',
    since: 253,
    instead: { value: 'notify' },
    says: 'a reload needs ExecReload=',
  },
  { key: 'ReloadSignal', since: 253, instead: drop, says: 'a reload needs ExecReload=' },
  { key: 'RestartSteps', since: 254, instead: drop, says: 'the delay between restarts stays RestartSec=' },
  {
    key: 'RestartMaxDelaySec',
    since: 254,
    instead: drop,
    says: 'the delay between restarts stays RestartSec=',
  },
  {
    key: 'RestartRandomizedDelaySec',
    since: 262,
    instead: drop,
    says: 'the delay between restarts is not spread',
  },
  {
    key: 'RestartMode',
    value: 'debug',
    since: 257,
    instead: { value: 'normal' },
    says: 'a restart sets no DEBUG_INVOCATION',
  },
  { key: 'RestartMode', since: 254, instead: drop, says: 'dependents see a failure before each restart' },
  { key: 'ExitType', value: 'main', since: 250, instead: drop, says: 'it is what older versions do' },
  { key: 'OOMPolicy', value: 'stop', since: 243, instead: drop, says: 'the default of the host decides' },
  { key: 'TimeoutAbortSec', since: 243, instead: drop, says: 'TimeoutStopSec= bounds an abort' },
  {
    key: 'TimeoutStartFailureMode',
    value: 'terminate',
    since: 246,
    instead: drop,
    says: 'it is what older versions do',
  },
  {
    key: 'TimeoutStopFailureMode',
    value: 'terminate',
    since: 246,
    instead: drop,
    says: 'it is what older versions do',
  },
  {
    key: 'PrivateTmp',
    value: 'disconnected',
    since: 257,
    instead: { value: 'yes' },
    says: '/tmp lies on the disk of the host',
  },
  {
    key: 'PrivateUsers',
    value: 'self',
    since: 257,
    instead: { value: 'yes' },
    says: 'older versions call it yes',
  },
  {
    key: 'ProtectControlGroups',
    value: 'private',
    since: 257,
    instead: { value: 'yes' },
    says: 'it sees the groups of the host, read-only',
  },
  {
    key: 'ProtectControlGroups',
    value: 'strict',
    since: 257,
    instead: { value: 'yes' },
    says: 'it sees the groups of the host',
  },
  {
    key: 'StandardOutput',
    value: 'truncate:',
    since: 248,
    instead: { value: 'file:' },
    says: 'old text behind the new stays',
  },
  {
    key: 'StandardError',
    value: 'truncate:',
    since: 248,
    instead: { value: 'file:' },
    says: 'old text behind the new stays',
  },
  {
    key: 'CPUWeight',
    value: 'idle',
    since: 252,
    instead: { value: '1' },
    says: 'it gets the smallest share',
  },
  { key: 'StartupMemoryLow', since: 254, instead: drop, says: 'MemoryLow= also holds during boot' },
  { key: 'StartupMemoryHigh', since: 254, instead: drop, says: 'MemoryHigh= also holds during boot' },
  { key: 'StartupMemoryMax', since: 254, instead: drop, says: 'MemoryMax= also holds during boot' },
  { key: 'StartupMemorySwapMax', since: 254, instead: drop, says: 'MemorySwapMax= also holds during boot' },
  { key: 'StartupAllowedCPUs', since: 252, instead: drop, says: 'AllowedCPUs= also holds during boot' },
  { key: 'MemoryZSwapWriteback', since: 256, instead: drop, says: 'zswap writes back' },
  {
    key: 'MemoryPressureWatch',
    since: 254,
    instead: drop,
    says: 'the service is not told of memory pressure',
  },
  { key: 'SetLoginEnvironment', since: 255, instead: drop, says: 'HOME and SHELL are set when User= is' },
  {
    key: 'WantsMountsFor',
    since: 256,
    instead: { key: 'RequiresMountsFor' },
    says: 'a mount that fails keeps the unit from starting',
  },
  { key: 'CollectMode', since: 236, instead: drop, says: 'a failed unit stays loaded until reset-failed' },
  { key: 'CoredumpReceive', since: 255, instead: drop, says: 'core dumps stay with the host' },
  {
    key: 'FileDescriptorStorePreserve',
    since: 254,
    instead: drop,
    says: 'the descriptor store ends with the service',
  },
  { key: 'RandomizedOffsetSec', since: 258, instead: drop, says: 'the timer is not spread' },
  { key: 'FixedRandomDelay', since: 247, instead: drop, says: 'the random delay changes with each run' },
  {
    key: 'DeferReactivation',
    since: 257,
    instead: drop,
    says: 'a timer that elapsed while its unit ran starts it again at once',
  },
  {
    key: 'PollLimitIntervalSec',
    since: 255,
    instead: drop,
    says: 'TriggerLimitIntervalSec= alone bounds activation',
  },
  { key: 'PollLimitBurst', since: 255, instead: drop, says: 'TriggerLimitBurst= alone bounds activation' },
];

/** The downgrade of a directive for a systemd older than it, if there is one. `file:` and the like match as prefix. */
export const downgradeOf = (key: string, value: string, minimumVersion: number): Downgrade | undefined =>
  byKey
    .get(key)
    ?.find((one) => one.since > minimumVersion && (one.value === undefined || matches(one.value, value)));

const byKey: ReadonlyMap<string, readonly Downgrade[]> = new Map(
  downgrades.map(({ key }) => [key, downgrades.filter((one) => one.key === key)]),
);

const matches = (pattern: string, value: string): boolean =>
  pattern.endsWith(':') ? value.startsWith(pattern) : value === pattern;
