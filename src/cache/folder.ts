// [I/O] The user's cache directory. What lies there was slow to make and can be made again, so losing it costs time alone.
import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * A folder below `$XDG_CACHE_HOME/tsm` (XDG Base Directory Specification; a relative value is to be ignored), made when it is
 * not there. Nothing when it cannot be made or somebody else could write into it: what is kept there is run as code, and
 * under sudo the folder may be that of the user who called it.
 */
export function cacheFolder(name: string): string | undefined {
  const set = process.env['XDG_CACHE_HOME'];
  const top = join(set !== undefined && isAbsolute(set) ? set : join(homedir(), '.cache'), 'tsm');
  const folder = join(top, name);
  try {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined)
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(top) && isOwn(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}
