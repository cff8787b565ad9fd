// [I/O] Whether the caller may read the journal of the system: journald(8), "Access Control".
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/var/log/journal', '/run/log/journal'];

/**
 * Where not one file of it can be read, journalctl has nothing to show. What services of a user's own say lies in a file that this
 * user may read; journalctl itself says then that the rest is not seen.
 */
export function isJournalOpen(): boolean {
  const machines = FOLDERS.flatMap((folder) => entriesOf(folder).map((name) => join(folder, name)));
  const files = machines.flatMap((machine) =>
    [join(machine, 'system.journal'), ...entriesOf(machine).map((name) => join(machine, name))].map(access),
  );
  return !files.includes('closed') || files.includes('open');
}

const entriesOf = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

function access(file: string): 'open' | 'closed' | 'none' {
  if (!file.endsWith('.journal')) return 'none';
  try {
    accessSync(file, constants.R_OK);
    return 'open';
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EACCES' ? 'closed' : 'none';
  }
}
