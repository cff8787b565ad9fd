// [I/O] Whether a user comes to a path: every directory on the way must let it pass.
import { spawnSync } from 'node:child_process';
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Identity } from './identity.ts';

const BITS = { r: 4, w: 2, x: 1 } as const;
export type Bit = keyof typeof BITS;

/** Who decides where a path leads. */
export interface Way {
  /** Nobody but root: each folder on the way is root's, and what lies in it cannot be replaced by others. */
  readonly isFirm: boolean;
  /** There is a symbolic link on it. */
  readonly hasLink: boolean;
}

/** What stands at the end of a path, or on the way to it. */
export type Reach = Way &
  (
    | { readonly kind: 'there'; readonly path: string; readonly stats: Stats }
    /** `inWay` is what stands where a directory is to be. */
    | { readonly kind: 'missing'; readonly at: string; readonly inWay?: string }
    /** The user may not do with `at` what is needed. */
    | { readonly kind: 'closed'; readonly at: string; readonly bit: Bit; readonly stats: Stats }
    /** We ourselves may not look there. */
    | { readonly kind: 'unseen'; readonly at: string }
  );

const MOST_LINKS = 40;

/** Walks to a path as `who`, links followed, to do `last` with it. Without a user only what is there counts. */
export function reach(path: string, who: Identity | undefined, last?: Bit): Reach {
  let left = MOST_LINKS;
  let at = '/';
  let stats = lstatSync(at);
  let way: Way = { isFirm: true, hasLink: false };
  const waiting = path.split('/').filter(Boolean);
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    if (!stats.isDirectory()) return { kind: 'missing', at: join(at, part), inWay: at, ...way };
    if (who !== undefined && !isAllowed(who, at, stats, 'x'))
      return { kind: 'closed', at, bit: 'x', stats, ...way };
    const next = part === '..' ? dirname(at) : join(at, part);
    const found = look(next);
    way = { ...way, isFirm: way.isFirm && isKept(stats, found) };
    if (found === 'missing' || found === 'unseen') return { kind: found, at: next, ...way };
    if (found.isSymbolicLink()) {
      way = { ...way, hasLink: true };
      if ((left -= 1) < 0) return { kind: 'missing', at: next, ...way };
      const target = readlinkSync(next);
      waiting.unshift(...target.split('/').filter(Boolean));
      if (target.startsWith('/')) [at, stats] = ['/', lstatSync('/')];
    } else [at, stats] = [next, found];
  }
  return who !== undefined && last !== undefined && !isAllowed(who, at, stats, last)
    ? { kind: 'closed', at, bit: last, stats, ...way }
    : { kind: 'there', path: at, stats, ...way };
}

const STICKY = 0o1000;

/** In a folder where everybody may write, what is root's stays, and what is missing may be made by anybody. */
const isKept = (folder: Stats, found: Stats | 'missing' | 'unseen'): boolean =>
  folder.uid === 0 &&
  (!isWritable(folder) || ((folder.mode & STICKY) !== 0 && typeof found === 'object' && found.uid === 0));

/** By others than its owner, also by a list (acl(5)), whose mask is the bits of the group. */
const isWritable = ({ mode }: Stats): boolean => (mode & 0o022) !== 0;

/** Whether nobody but root can have put a file there, or change it. */
export function isRootsOwn(path: string): boolean {
  const end = reach(path, undefined);
  return end.kind === 'there' && end.isFirm && end.stats.uid === 0 && !isWritable(end.stats);
}

/** Whether root may be told to change what stands there: nobody else can make it something else meanwhile. */
export const isSteady = ({ isFirm, hasLink }: Way): boolean => isFirm && !hasLink;

function look(path: string): Stats | 'missing' | 'unseen' {
  try {
    return lstatSync(path);
  } catch (problem) {
    return /^E(?:ACCES|PERM)$/.test((problem as NodeJS.ErrnoException).code ?? '') ? 'unseen' : 'missing';
  }
}

/** By the mode; where that says no, the kernel is asked, since a list (acl(5)) or a capability may allow it. */
export function isAllowed(who: Identity, path: string, stats: Stats, bit: Bit): boolean {
  return byMode(who, stats, bit) || askKernel(who, path, bit);
}

function byMode({ uid, gids }: Identity, { mode, uid: owner, gid }: Stats, bit: Bit): boolean {
  const isDirectory = (mode & 0o170000) === 0o040000;
  if (uid === 0) return bit !== 'x' || isDirectory || (mode & 0o111) !== 0;
  const shift = uid === owner ? 6 : gids.includes(gid) ? 3 : 0;
  return ((mode >> shift) & BITS[bit]) !== 0;
}

const PATIENCE_MILLISECONDS = 2000;

/** test(1) as that user, which takes root; away from root's terminal. Without an answer the mode stands. */
function askKernel({ uid, gids }: Identity, path: string, bit: Bit): boolean {
  if (process.getuid?.() !== 0) return false;
  const as = [`--reuid=${uid}`, `--regid=${gids[0] ?? uid}`, `--groups=${gids.join(',')}`];
  const { status } = spawnSync('setsid', ['--wait', 'setpriv', ...as, '--', 'test', `-${bit}`, path], {
    stdio: 'ignore',
    cwd: '/',
    timeout: PATIENCE_MILLISECONDS,
  });
  return status === 0;
}
