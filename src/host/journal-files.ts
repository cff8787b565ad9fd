// [I/O] Whether the caller may read the journal of the system: journald(8), "Access Control".
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/var/log/journal', '/run/log/journal'];

/** Where no file of it can be read, journalctl has nothing to show of system services. */
export function isJournalOpen(): boolean {
  const files = FOLDERS.flatMap((folder) =>
    entriesOf(folder).map((machine) => access(join(folder, machine, 'system.journal'))),
  );
  return !files.includes('closed') || files.includes('open');
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function access(file: string): 'open' | 'closed' | 'none' {
  try {
    accessSync(file, constants.R_OK);
    return 'open';
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EACCES' ? 'closed' : 'none';
  }
}
