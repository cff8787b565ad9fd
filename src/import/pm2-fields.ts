import type { App } from './pm2-read.ts';
import {
  readAutorestart,
  readAutostart,
  readCron,
  readListen,
  readMemory,
  readReady,
  readSourceMaps,
  readStopCodes,
  readTime,
  service,
  type Mapped,
} from './pm2-readings.ts';
import { readBackoff, readDelay, readLimit, readUptime } from './pm2-restarts.ts';

/** One field of PM2. Without `read` it has no equivalent; `elsewhere` is read together with others. */
export interface FieldRow {
  readonly aliases?: readonly string[];
  /** What PM2 has anyway, so that saying it says nothing. */
  readonly default?: unknown;
  readonly dropped?: string;
  readonly elsewhere?: string;
  readonly read?: (value: unknown, app: App) => Mapped;
}

const JOURNAL = 'output goes to the journal: tsm logs';
const WATCH = 'tsm restarts nothing when a file changes; for development: node --watch';
const MONITORING = 'a part of the monitoring of PM2';
/** Every field of the schema of PM2 (lib/API/schema.json) and of its documentation, and what becomes of it. */
export const FIELDS: Readonly<Record<string, FieldRow>> = {
  script: { aliases: ['exec', 'cmd', 'command'], elsewhere: 'command' },
  args: { elsewhere: 'command' },
  exec_interpreter: { aliases: ['interpreter'], elsewhere: 'command' },
  node_args: { aliases: ['interpreterArgs', 'interpreter_args'], elsewhere: 'command' },
  cwd: { elsewhere: 'cwd' },
  name: { elsewhere: 'name' },
  name_prefix: { elsewhere: 'name' },
  env: { elsewhere: 'env' },
  'env_*': { elsewhere: 'env of an environment' },
  port: { elsewhere: 'port' },
  instances: { default: 1, elsewhere: 'instances' },
  exec_mode: { elsewhere: 'instances' },
  increment_var: { elsewhere: 'instances' },
  instance_var: { elsewhere: 'instances' },
  max_memory_restart: { read: readMemory },
  autostart: { default: true, read: readAutostart },
  autorestart: { default: true, read: readAutorestart },
  stop_exit_codes: { read: readStopCodes },
  restart_delay: { default: 0, read: readDelay },
  exp_backoff_restart_delay: { default: 0, read: readBackoff },
  max_restarts: { read: readLimit },
  min_uptime: { read: readUptime },
  kill_timeout: {
    read: readTime((stop) => ({ settings: { timeouts: { stop } }, became: `timeouts.stop: ${stop}` }), 1),
  },
  kill_retry_time: { default: 100, dropped: 'systemd is told by the kernel when a process is gone' },
  treekill: {
    default: true,
    read: () => ({ settings: service({ KillMode: 'process' }), became: 'KillMode=process' }),
  },
  shutdown_with_message: {
    default: false,
    dropped: 'a unit is stopped by a signal: handle SIGINT or SIGTERM',
  },
  wait_ready: { default: false, read: readReady },
  listen_timeout: { read: readListen },
  cron_restart: { aliases: ['cron'], read: readCron },
  uid: {
    aliases: ['user'],
    read: (value) => ({ settings: { user: String(value) }, became: `user: ${String(value)}` }),
  },
  gid: { read: (value) => ({ settings: { group: String(value) }, became: `group: ${String(value)}` }) },
  disable_logs: {
    default: false,
    read: () => ({
      settings: service({ StandardOutput: 'null', StandardError: 'null' }),
      became: 'StandardOutput=null, StandardError=null',
    }),
  },
  source_map_support: { read: readSourceMaps },
  disable_source_map_support: { default: false, read: () => ({ became: 'nothing to do', why: '' }) },
  filter_env: {
    default: false,
    read: () => ({
      became: 'nothing to do',
      why: 'a unit inherits nothing from the shell of whoever starts it',
    }),
  },
  force: { default: false, dropped: 'two services with the same command are two services' },
  watch: { default: false, dropped: WATCH },
  ignore_watch: { dropped: WATCH },
  watch_delay: { dropped: WATCH },
  watch_options: { dropped: WATCH },
  out_file: { aliases: ['out', 'output', 'out_log'], dropped: JOURNAL },
  error_file: { aliases: ['error', 'err', 'err_file', 'err_log'], dropped: JOURNAL },
  log_file: { aliases: ['log'], dropped: JOURNAL },
  log_type: { dropped: 'journalctl -o json prints any unit so' },
  log_date_format: { dropped: 'the journal has the time of every line' },
  time: { default: false, dropped: 'the journal has the time of every line' },
  merge_logs: { aliases: ['combine_logs'], default: true, dropped: JOURNAL },
  pid_file: { aliases: ['pid'], dropped: 'systemd knows the process: systemctl show -p MainPID' },
  namespace: { default: 'default', dropped: 'the environment gathers its services under one target' },
  append_env_to_name: { default: false, dropped: 'units have the environment in their names anyway' },
  vizion: { default: true, dropped: 'a unit shows no version of git' },
  post_update: { dropped: 'tsm updates no working tree' },
  install_url: { dropped: 'tsm installs no modules of PM2' },
  pmx: { default: true, dropped: MONITORING },
  automation: { default: true, dropped: MONITORING },
  trace: { default: false, dropped: MONITORING },
  disable_trace: { default: true, dropped: MONITORING },
  v8: { dropped: MONITORING },
  event_loop_inspector: { dropped: MONITORING },
  deep_monitoring: { dropped: MONITORING },
  io: { dropped: MONITORING },
  windowsHide: { default: true, dropped: 'it is for Windows' },
  username: { dropped: 'PM2 only shows it; "user" says who runs a service' },
  execute_command: { dropped: 'PM2 uses it inside alone' },
  write: { dropped: 'PM2 uses it inside alone' },
};
