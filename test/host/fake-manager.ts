import {
  NEVER_RAN,
  type Outcome,
  type ServiceManager,
  type UnitState,
} from '../../src/systemd/service-manager.ts';

/** A service manager that answers from a list of states and remembers what it was asked. */
export interface FakeManager {
  readonly manager: ServiceManager;
  /** `start a.service b.service`, in order. */
  readonly calls: readonly string[];
}

export function fakeManager(states: readonly UnitState[]): FakeManager {
  const calls: string[] = [];
  const byName = new Map(states.map((state) => [state.name, state]));
  const does =
    (verb: string) =>
    async (...words: readonly (string | readonly string[])[]): Promise<Outcome> => {
      calls.push([verb, ...words.flat()].join(' '));
      return { ok: true, message: '' };
    };
  const show: ServiceManager['show'] = async (units) => {
    calls.push(['show', ...units].join(' '));
    return new Map(units.map((unit) => [unit, byName.get(unit) ?? unitState(unit)]));
  };
  const manager: ServiceManager = {
    show,
    inMemory: async (units) => new Set(units),
    unitPath: async () => [],
    lastRun: async () => [],
    daemonReload: does('daemon-reload'),
    start: does('start'),
    stop: does('stop'),
    restart: does('restart'),
    reload: does('reload'),
    resetFailed: does('reset-failed'),
    touchSlice: does('touch-slice'),
    createUsers: does('sysusers'),
    createDirectories: does('tmpfiles'),
  };
  return { manager, calls };
}

/** A unit that is loaded and does not run, but for what is said. */
export const unitState = (name: string, more: Partial<UnitState> = {}): UnitState => ({
  ...NEVER_RAN,
  name,
  exitCode: '0',
  exitStatus: '0',
  ...more,
});

/** One that runs, as its `run`-th run. */
export const running = (name: string, run = 'a', more: Partial<UnitState> = {}): UnitState =>
  unitState(name, { activeState: 'active', subState: 'running', invocationId: `${name} ${run}`, ...more });
