// [I/O] Which units this machine has, whether or not a systemd runs on it.
import { readdirSync } from 'node:fs';

/** systemd.unit(5), "Unit File Load Path", without what is made while the machine runs. */
const FOLDERS = {
  system: [
    '/etc/systemd/system',
    '/usr/local/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/lib/systemd/system',
  ],
  user: [
    '/etc/systemd/user',
    '/usr/local/lib/systemd/user',
    '/usr/lib/systemd/user',
    '/usr/share/systemd/user',
  ],
} as const;

/** Names of all unit files of a scope. */
export const unitFiles = (scope: 'system' | 'user'): ReadonlySet<string> =>
  new Set(FOLDERS[scope].flatMap(namesIn));

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
