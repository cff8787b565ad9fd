// [I/O] What `systemctl show` says of units, with times of the clock that starts at boot.
import type { UnitState } from './service-manager.ts';

export const PROPERTIES = [
  'Id',
  'Names',
  'LoadState',
  'ActiveState',
  'SubState',
  'Result',
  'InvocationID',
  'MainPID',
  'NRestarts',
  'FragmentPath',
  'DropInPaths',
  'NeedDaemonReload',
  'UnitFileState',
  'MemoryCurrent',
  'CPUUsageNSec',
  'TasksCurrent',
  'ControlGroup',
  'ExecMainCode',
  'ExecMainStatus',
  'StatusText',
  'StateChangeTimestampMonotonic',
  'ExecMainStartTimestampMonotonic',
  'ExecMainExitTimestampMonotonic',
  'InactiveExitTimestampMonotonic',
  'ActiveEnterTimestampMonotonic',
  'ActiveExitTimestampMonotonic',
  'InactiveEnterTimestampMonotonic',
  'ConditionResult',
  'ConditionTimestampMonotonic',
];

/** By name. `units` are those that were asked about, `text` is the answer. */
export function readStates(units: readonly string[], text: string): ReadonlyMap<string, UnitState> {
  const blocks = text.split('\n\n').filter(Boolean).map(readBlock);
  // A unit that is an alias of another answers under that name, so the order of the arguments tells which is which.
  return new Map(
    units.flatMap((name, index) =>
      blocks[index] === undefined ? [] : [[name, toState(name, blocks[index])] as const],
    ),
  );
}

const readBlock = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

function toState(name: string, block: ReadonlyMap<string, string>): UnitState {
  const text = (key: string): string => block.get(key) ?? '';
  return {
    name,
    loadState: text('LoadState'),
    activeState: text('ActiveState'),
    subState: text('SubState'),
    result: text('Result'),
    invocationId: text('InvocationID'),
    mainPid: Number(text('MainPID') || 0),
    restarts: Number(text('NRestarts') || 0),
    fragmentPath: text('FragmentPath'),
    dropIns: text('DropInPaths').split(' ').filter(Boolean),
    needDaemonReload: text('NeedDaemonReload') === 'yes',
    unitFileState: text('UnitFileState'),
    activeSince: timestamp(text('ActiveEnterTimestampMonotonic')),
    mainStartedAt: timestamp(text('ExecMainStartTimestampMonotonic')),
    memoryBytes: amount(text('MemoryCurrent')),
    cpuNanoseconds: amount(text('CPUUsageNSec')),
    tasks: amount(text('TasksCurrent')),
    controlGroup: text('ControlGroup'),
    exitCode: text('ExecMainCode'),
    exitStatus: text('ExecMainStatus'),
    statusText: text('StatusText'),
    changedAt: timestamp(text('StateChangeTimestampMonotonic')),
    startTook: between(text('InactiveExitTimestampMonotonic'), text('ActiveEnterTimestampMonotonic')),
    stopTook: between(text('ActiveExitTimestampMonotonic'), text('InactiveEnterTimestampMonotonic')),
    mainEndedFirst: isBefore(text('ExecMainExitTimestampMonotonic'), text('ActiveExitTimestampMonotonic')),
    conditionMet:
      Number(text('ConditionTimestampMonotonic')) > 0 ? text('ConditionResult') === 'yes' : undefined,
  };
}

/** Milliseconds between two monotonic timestamps (µs since boot; 0 when it never happened). */
function between(from: string, to: string): number | undefined {
  const span = (Number(to) - Number(from)) / 1000;
  return Number(from) > 0 && span >= 0 ? span : undefined;
}

/** Undefined when one of both never happened. */
const isBefore = (one: string, other: string): boolean | undefined =>
  Number(one) > 0 && Number(other) > 0 ? Number(one) <= Number(other) : undefined;

/**
 * Milliseconds since 1970 for µs on the clock that starts at boot, which hrtime reads too; 0 for what never happened. Dates
 * that systemd prints are in the language and zone of the host, and numbers only since 251.
 */
function timestamp(monotonic: string): number {
  if (Number(monotonic || 0) === 0) return 0;
  const age = Number(process.hrtime.bigint() / 1000n) - Number(monotonic);
  return Math.round(Date.now() - age / 1000);
}

/** `[not set]` and the largest number of 64 bits both mean that nothing is known. */
function amount(text: string): number | undefined {
  return /^\d+$/.test(text) && text !== '18446744073709551615' ? Number(text) : undefined;
}
