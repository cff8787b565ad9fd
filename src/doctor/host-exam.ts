// [I/O] What concerns every service of a host: room, clock, journal.
import { execa } from 'execa';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { observeDisks, type DiskFact } from './disk.ts';

export interface HostExam {
  readonly disks: readonly DiskFact[];
  /** Whether the clock follows a time server; nothing where it is not ours to say, as in a container. */
  readonly isClockSynchronised: boolean | undefined;
  readonly hasNtp: boolean;
  readonly journal: JournalFact;
}

/**
 * `lost`: the folder that keeps it is not there. `off`: somebody has configured that it is not kept. `down`, `masked`: nobody
 * takes what services say.
 */
export type JournalFact = 'kept' | 'lost' | 'off' | 'down' | 'masked';

export async function examineHost(paths: readonly string[]): Promise<HostExam> {
  const clock = await observeClock();
  return {
    disks: observeDisks(paths),
    isClockSynchronised: clock?.isSynchronised,
    hasNtp: clock?.hasNtp ?? false,
    journal: (await observeDaemon()) ?? observeJournal(),
  };
}

const PATIENCE_MILLISECONDS = 3000;

/** timedatectl(1). A container has the clock of its host. */
async function observeClock(): Promise<{ isSynchronised: boolean; hasNtp: boolean } | undefined> {
  if (existsSync('/run/systemd/container')) return undefined;
  const { stdout, exitCode } = await execa(
    'timedatectl',
    ['show', '--property=NTPSynchronized', '--property=CanNTP'],
    { reject: false, stdin: 'ignore', timeout: PATIENCE_MILLISECONDS, env: { LC_ALL: 'C.UTF-8' } },
  );
  if (exitCode !== 0 || !String(stdout).includes('NTPSynchronized=')) return undefined;
  return {
    isSynchronised: String(stdout).includes('NTPSynchronized=yes'),
    hasNtp: String(stdout).includes('CanNTP=yes'),
  };
}

const DAEMON = 'systemd-journald.service';

/** Whether journald is down; its sockets bring it back unless they are down or masked, too. */
async function observeDaemon(): Promise<'down' | 'masked' | undefined> {
  const { stdout, exitCode } = await execa(
    'systemctl',
    ['show', '--property=LoadState', '--property=ActiveState', DAEMON],
    { reject: false, stdin: 'ignore', timeout: PATIENCE_MILLISECONDS, env: { LC_ALL: 'C.UTF-8' } },
  );
  const said = String(stdout);
  if (exitCode !== 0 || !/^ActiveState=(?:inactive|failed)$/m.test(said)) return undefined;
  if (said.includes('LoadState=masked')) return 'masked';
  return said.includes('LoadState=loaded') ? 'down' : undefined;
}

/** journald.conf(5), Storage=: `auto` keeps it where /var/log/journal is there. */
function observeJournal(): JournalFact {
  const storage = journalStorage();
  if (storage === 'volatile' || storage === 'none') return 'off';
  return storage === 'persistent' || existsSync('/var/log/journal') ? 'kept' : 'lost';
}

const FOLDERS = ['/usr/lib', '/usr/local/lib', '/run', '/etc'];

/** The last one counts: the main file, then drop-ins by name, a later folder in place of an earlier. */
function journalStorage(): string {
  const byName = new Map(
    FOLDERS.flatMap((folder) => {
      const path = join(folder, 'systemd/journald.conf.d');
      return namesIn(path).map((name) => [name, join(path, name)] as const);
    }),
  );
  const dropIns = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  const values = ['/etc/systemd/journald.conf', ...dropIns].flatMap((path) =>
    [...readText(path).matchAll(/^[ \t]*Storage[ \t]*=[ \t]*(\w*)/gm)].map(([, value = '']) => value),
  );
  return values.at(-1) || 'auto';
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.conf')) : [];
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
