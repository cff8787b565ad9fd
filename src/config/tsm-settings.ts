/** How the text of a `TSM_` variable becomes the value of a setting. */
export type Reading = 'text' | 'boolean' | 'names' | 'list' | 'code' | 'restart' | 'directives';

interface TsmSetting {
  /** Where the value goes in the settings of a service. */
  readonly path: readonly string[];
  readonly reading: Reading;
}

const text = (...path: string[]): TsmSetting => ({ path, reading: 'text' });
const names = (...path: string[]): TsmSetting => ({ path, reading: 'names' });
const list = (...path: string[]): TsmSetting => ({ path, reading: 'list' });

/** Every setting of a .tsm file. The service's keys in the config are the paths. */
export const TSM_SETTINGS: Readonly<Record<string, TsmSetting>> = {
  TSM_DESCRIPTION: text('description'),
  TSM_COMMAND: text('command'),
  TSM_ARGS: list('args'),
  TSM_CWD: text('cwd'),
  TSM_TYPE: text('type'),
  TSM_PORT: text('port'),
  TSM_PORT_TYPE: text('portType'),
  TSM_PORTS: names('ports'),
  TSM_SECRETS: names('secrets'),
  TSM_PUBLIC: names('public'),
  TSM_DEPENDS: names('depends'),
  TSM_WANTS: names('wants'),
  TSM_AFTER: names('after'),
  TSM_REQUIRES: names('requires'),
  TSM_PROGRAMS: names('programs'),
  TSM_HEALTH: text('health'),
  TSM_HEALTH_CHECK: text('health'),
  TSM_PRE_COMMAND: { path: ['pre'], reading: 'code' },
  TSM_PRE_START: { path: ['pre'], reading: 'code' },
  TSM_RELOAD: text('reload'),
  TSM_AUTOSTART: { path: ['autostart'], reading: 'boolean' },
  TSM_RESTART_ON_FAILURE: { path: ['restart', 'policy'], reading: 'restart' },
  TSM_RESTART: text('restart', 'policy'),
  TSM_RESTART_DELAY: text('restart', 'delay'),
  TSM_RESTART_MAX_DELAY: text('restart', 'maxDelay'),
  TSM_TIMEOUT_START: text('timeouts', 'start'),
  TSM_TIMEOUT_STOP: text('timeouts', 'stop'),
  TSM_MEMORY_MAX: text('limits', 'memoryMax'),
  TSM_MEMORY_HIGH: text('limits', 'memoryHigh'),
  TSM_MEMORY_SWAP_MAX: text('limits', 'memorySwapMax'),
  TSM_CPU_QUOTA: text('limits', 'cpuQuota'),
  TSM_CPU_WEIGHT: text('limits', 'cpuWeight'),
  TSM_TASKS: text('limits', 'tasks'),
  TSM_OPEN_FILES: text('limits', 'openFiles'),
  TSM_PROCESSES: text('limits', 'processes'),
  TSM_CORE_SIZE: text('limits', 'coreSize'),
  TSM_IO_WEIGHT: text('limits', 'ioWeight'),
  TSM_HARDENING: text('hardening'),
  TSM_USER: text('user'),
  TSM_GROUP: text('group'),
  TSM_SOURCE: list('source'),
  TSM_ON_CHANGE: text('onChange'),
  TSM_RESTART_ON: list('restartOn'),
  TSM_UNIT: { path: ['unit'], reading: 'directives' },
};

/** Read by hand: they are not settings one to one. */
export const TSM_SPECIAL = ['TSM_NAME', 'TSM_DEPS', 'TSM_ENV', 'TSM_ENV_FILE', 'TSM_ENV_FILES'] as const;

/** Tetra's own bookkeeping, accepted and without meaning here. */
export const TSM_BOOKKEEPING = ['TSM_ORG', 'TSM_KIND', 'TSM_PROXY', 'TSM_PROXY_PATH'] as const;

export const isSetting = (name: string): boolean =>
  Object.hasOwn(TSM_SETTINGS, name) || [...TSM_SPECIAL, ...TSM_BOOKKEEPING].includes(name as never);
