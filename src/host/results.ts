import type { UnitState } from '../systemd/service-manager.ts';

/** systemd.exec(5), "Process exit codes": what systemd itself could not do before the program ran. */
const EXIT_STATUS: Readonly<Record<string, string>> = {
  78: 'its configuration was refused (status 78)',
  126: 'its program cannot be executed (status 126)',
  127: 'a program or a library was not found (status 127)',
  200: 'its working directory is missing (status 200)',
  203: 'its program is missing or cannot be executed (status 203)',
  209: 'its output cannot be connected (status 209)',
  217: 'its user does not exist (status 217)',
  226: 'its sandbox cannot be set up: a path it names is missing (status 226)',
  238: 'its state directory cannot be made (status 238)',
  243: 'a credential is missing (status 243)',
};

/** systemd.exec(5), `$SERVICE_RESULT`. */
const RESULTS: Readonly<Record<string, (state: UnitState) => string>> = {
  'exit-code': ({ exitStatus }) => EXIT_STATUS[exitStatus] ?? `it exited with status ${exitStatus}`,
  // Below cgroups of version 1 systemd does not learn that the kernel killed for memory.
  signal: ({ exitStatus }) =>
    exitStatus === '9'
      ? 'it was killed by signal 9, by somebody or for memory'
      : `it was killed by signal ${exitStatus}`,
  'core-dump': ({ exitStatus }) => `it crashed (signal ${exitStatus}, core dumped)`,
  'oom-kill': () => 'it was killed for memory: it needed more than it may have',
  timeout: () => 'it took longer to start or stop than its `timeouts` allow',
  watchdog: () => 'it did not answer its watchdog',
  'start-limit-hit': () => 'it failed too often in too short a time, systemd has given up',
  resources: ({ name }) =>
    name.endsWith('.socket')
      ? 'systemd could not listen on its address: it is in use, or none of this host'
      : 'systemd could not start it: a file it needs is missing, cannot be read or is not what it should be',
  protocol: () => 'it did not say that it is ready, as its Type= asks',
  'exec-condition': () => 'its ExecCondition= said no',
  'service-start-limit-hit': () => 'the service that it starts failed too often',
  'unit-start-limit-hit': () => 'the unit it triggers was started too often',
  'trigger-limit-hit': () => 'it was triggered too often',
};

/** `ExecMainCode` of a process that a signal ended: what systemd stopped did not end the unit with exit-code by itself. */
const KILLED = '2';

/** Why a unit failed, as one clause. */
export function whyFailed(state: UnitState): string {
  if (state.loadState !== 'loaded') return `systemd has it as ${state.loadState || 'unknown'}`;
  // A health check that gives up ends with exit-code, too, while the main process was fine until then.
  if (state.result === 'exit-code' && (state.exitStatus === '0' || state.exitCode === KILLED))
    return 'a command before or after its start failed, such as its health check';
  return RESULTS[state.result]?.(state) ?? `systemd says ${state.result || 'nothing'}`;
}

/** One word for what a unit does, in systemd's terms. */
export function stateWord(state: UnitState | undefined): string {
  if (state === undefined || state.activeState === '') return 'unknown';
  if (state.loadState === 'masked' && state.activeState === 'inactive') return 'masked';
  if (state.loadState === 'not-found' && state.activeState === 'inactive') return 'not-found';
  const detailed = state.activeState === 'active' || state.subState === 'auto-restart';
  return detailed && state.subState !== '' ? state.subState : state.activeState;
}
