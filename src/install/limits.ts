// [I/O] What the kernel really enforces for a control group. `systemctl show` only repeats what the unit says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnit } from '../unit/parse.ts';
import { parseSize } from '../unit/values/measure.ts';

/** Files that hold one limit: in the unified tree, and in that of the old controller. */
const FILES: Readonly<
  Record<string, { readonly unified: string; readonly controller: string; readonly legacy: string }>
> = {
  MemoryMax: { unified: 'memory.max', controller: 'memory', legacy: 'memory.limit_in_bytes' },
  MemoryHigh: { unified: 'memory.high', controller: 'memory', legacy: '' },
  TasksMax: { unified: 'pids.max', controller: 'pids', legacy: 'pids.max' },
};

/** Whether the control group's files say what the unit says. What cannot be read or compared counts as applied. */
export function limitsApplied(unitText: string, controlGroup: string): boolean {
  const service = parseUnit(unitText).sections.get('Service');
  return Object.entries(FILES).every(([key, files]) => {
    const wanted = bytes(service?.get(key)?.at(-1)?.value);
    const found = readLimit(controlGroup, files);
    return wanted === undefined || found === undefined || Math.abs(found - wanted) < PAGE;
  });
}

/** The kernel rounds down to whole pages. */
const PAGE = 65_536;

const bytes = (value: string | undefined): number | undefined =>
  value === undefined || value.endsWith('%') ? undefined : value === 'infinity' ? Infinity : parseSize(value);

function readLimit(
  group: string,
  { unified, controller, legacy }: { unified: string; controller: string; legacy: string },
): number | undefined {
  if (group === '') return undefined;
  const inController = legacy === '' ? [] : [join('/sys/fs/cgroup', controller, group, legacy)];
  const path = [join('/sys/fs/cgroup', group, unified), ...inController].find((one) => existsSync(one));
  if (path === undefined) return undefined;
  const text = readFileSync(path, 'utf8').trim();
  return text === 'max' ? Infinity : Number(text);
}
