import { execa } from 'execa';
import { readFileSync } from 'node:fs';

/** Where installed things lie on a host. */
const PLACES = ['/etc', '/usr/local', '/opt', '/srv', '/var/lib', '/root', '/run'];

/** What others change at any time: package managers, caches, editors, clocks, and machines of other suites. */
const NOISE =
  '^(/root/\\.[^/]+/|/var/lib/(apt|dpkg|systemd/timesync|private/systemd)|/run/(user|lock|tsm-|systemd/(journal|timesync|[.#]*systemd-units-load))|/etc/(mtab|ld\\.so\\.cache))';

/** Files with size, time, mode and owner, hashes of those in /etc, mounts, and control groups outside machines. */
export async function hostAsItIs(): Promise<Readonly<Record<string, string>>> {
  const listed = `find ${PLACES.join(' ')} -xdev -regextype posix-extended -regex '${NOISE}.*' -prune -o -printf '%p %y %s %T@ %m %U:%G %l\\n' 2>/dev/null | sort`;
  const hashed = `find /etc -xdev -type f -size -64k -exec sha256sum {} + 2>/dev/null | sort -k 2`;
  const groups = `find /sys/fs/cgroup -type d 2>/dev/null | grep -v tsm-machine- | sort`;
  const [files, hashes, cgroups] = await Promise.all([sh(listed), sh(hashed), sh(groups)]);
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  return { files, hashes, cgroups, mounts };
}

/** A tree by content, mode, owner and time. */
export const treeAsItIs = (folder: string): Promise<string> =>
  sh(
    `cd '${folder}' && find . -printf '%p %y %s %T@ %m %U:%G %l\\n' | sort && find . -type f -exec sha256sum {} + | sort`,
  );

const sh = async (script: string): Promise<string> =>
  (await execa('sh', ['-c', script], { maxBuffer: 1e9 })).stdout;
