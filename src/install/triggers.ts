import type { Manifest } from '../bundle/manifest.ts';
import type { UnitVerdict } from './action-plan.ts';
import type { SystemState } from './observe.ts';
import { isRunning } from './verdict.ts';

/**
 * A socket that changed has to be opened anew, and systemd opens none whose service runs ("already active, refusing"), so
 * that service is stopped and started with it.
 */
export function withSockets(
  units: readonly UnitVerdict[],
  { units: entries }: Manifest,
  system: SystemState,
): readonly UnitVerdict[] {
  const reopened = new Set(
    units.flatMap(({ unit, verdict }) => (verdict === 'restart' && isSocket(unit) ? [unit] : [])),
  );
  return units.map((one) => {
    const socket = entries[one.unit]?.triggers?.find((trigger) => reopened.has(trigger));
    if (socket === undefined || one.verdict === 'stop-start' || !isRunning(one.unit, system)) return one;
    return { ...one, verdict: 'stop-start', reason: `its ${socket} is opened anew` };
  });
}

/**
 * What is stopped before the switch and started at the end: services that are replaced by stop and start, and triggers that
 * would start a service meanwhile. A socket stays open over a restart and keeps who connects waiting.
 */
export function heldUnits(
  units: readonly UnitVerdict[],
  { units: entries }: Manifest,
  system: SystemState,
): readonly string[] {
  return units.flatMap(({ unit, verdict }) => {
    const triggers = (entries[unit]?.triggers ?? []).filter((trigger) => isRunning(trigger, system));
    if (verdict === 'stop-start') return [...triggers, unit];
    return verdict === 'restart' ? triggers.filter((trigger) => !isSocket(trigger)) : [];
  });
}

const isSocket = (unit: string): boolean => unit.endsWith('.socket');
