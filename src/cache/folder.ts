// [I/O] The user's cache directory. What lies there was slow to make and can be made again, so losing it costs time alone.
import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * A folder below `$XDG_CACHE_HOME/tsm` (XDG Base Directory Specification; a relative value is to be ignored), made when it is
 * not there. Its path leads through no link. Nothing when it cannot be made or somebody else could put another in its place:
 * what is kept there is run as code, and under sudo HOME can be that of the user who called it.
 */
export function cacheFolder(name: string): string | undefined {
  const set = process.env['XDG_CACHE_HOME'];
  const base = set !== undefined && isAbsolute(set) ? set : join(homedir(), '.cache');
  try {
    const near = nearestThere(base);
    const folder = join(realpathSync(near), base.slice(near.length), 'tsm', name);
    if (!isOutOfReach(nearestThere(folder))) return undefined;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOutOfReach(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const nearestThere = (path: string): string =>
  lstatSync(path, { throwIfNoEntry: false }) === undefined ? nearestThere(dirname(path)) : path;

/** Every folder on the way belongs to the caller or to root and can be written by nobody else; in a sticky one only owners rename what is theirs. */
function isOutOfReach(folder: string): boolean {
  const stats = lstatSync(folder);
  return (
    stats.isDirectory() &&
    isOwn(stats) &&
    isClosed(stats) &&
    (folder === '/' || isOutOfReach(dirname(folder)))
  );
}

const isOwn = ({ uid }: Stats): boolean => uid === 0 || uid === process.getuid?.();

const isClosed = ({ mode }: Stats): boolean => (mode & 0o022) === 0 || (mode & 0o1000) !== 0;
