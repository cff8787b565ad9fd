// [I/O] Whether the kernel can limit a control group at all.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of each controller: in the unified tree, and where version 1 has the controller mounted. */
const FILES: Readonly<Record<string, { readonly unified: string; readonly legacy: readonly string[] }>> = {
  memory: { unified: 'memory.max', legacy: ['memory/*/memory.limit_in_bytes'] },
  pids: { unified: 'pids.max', legacy: ['pids/*/pids.max'] },
  cpu: { unified: 'cpu.max', legacy: ['cpu/*/cpu.cfs_quota_us', 'cpu,cpuacct/*/cpu.cfs_quota_us'] },
};

/** Those of `wanted` that a running unit's group does not have. */
export const lackingControllers = (group: string, wanted: readonly string[]): readonly string[] =>
  group === '' || !existsSync('/sys/fs/cgroup')
    ? []
    : wanted.filter((name) => {
        const { unified = '', legacy = [] } = FILES[name] ?? {};
        const places = [join(group, unified), ...legacy.map((path) => path.replace('*', `.${group}`))];
        return !places.some((place) => existsSync(join('/sys/fs/cgroup', place)));
      });
