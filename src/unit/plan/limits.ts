import type { ConfigPath, Place } from '../../diagnostics/place.ts';
import { put, type Sheet } from './sheet.ts';

/** Each limit of the config and the directive it is. */
const LIMITS: Readonly<Record<string, string>> = {
  memoryMax: 'MemoryMax',
  memoryHigh: 'MemoryHigh',
  memorySwapMax: 'MemorySwapMax',
  cpuQuota: 'CPUQuota',
  cpuWeight: 'CPUWeight',
  tasks: 'TasksMax',
  openFiles: 'LimitNOFILE',
  processes: 'LimitNPROC',
  coreSize: 'LimitCORE',
  ioWeight: 'IOWeight',
};

/** Limits in one order, whatever the order they were written in. */
export function planLimits(
  limits: Readonly<Record<string, unknown>>,
  section: 'Service' | 'Slice',
  placeOf: (path: ConfigPath) => Place,
  sheet: Sheet,
): void {
  for (const [name, key] of Object.entries(LIMITS)) {
    const value = limits[name];
    if (value !== undefined) put(sheet, section, key, String(value), placeOf([name]));
  }
}
