import { execaSync } from 'execa';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Everything that the machines of one owner could leave on this computer. Others may have machines meanwhile. */
export function traces(owner = process.pid): Record<string, readonly string[]> {
  const mark = `tsm-machine-${owner}-`;
  // find(1) does not mind that others' groups vanish under its eyes.
  const { stdout } = execaSync('find', ['/sys/fs/cgroup', '-type', 'd'], { reject: false });
  const groups = stdout
    .split('\n')
    // nspawn makes these two, in its own group or, when that goes wrong, in ours.
    .filter((path) => path.includes(mark) || /^(?!.*tsm-machine-).*\/(payload|supervisor)$/.test(path));
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const marked = (names: readonly string[]) => names.filter((name) => name.includes(mark));
  return {
    groups,
    processes: readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isMarked(pid, mark)),
    mounts: marked(mounts),
    directories: marked([...readdirSync(tmpdir()), ...readdirSync('/run')]),
  };
}

export const NOTHING = { groups: [], processes: [], mounts: [], directories: [] };

/** A process of a machine has its root directory or the arguments of the programs that hold it. */
function isMarked(pid: string, mark: string): boolean {
  try {
    return [readlinkSync(`/proc/${pid}/root`), readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
      .join()
      .includes(mark);
  } catch {
    return false;
  }
}
