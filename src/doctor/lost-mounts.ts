// [I/O] File systems that are to be there for a service, and are not, or do not take what it writes.
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isBelow } from '../host/below.ts';
import { mountsIn, mountTable, unescaped } from '../host/mount-table.ts';
import { mountOf } from './mounts.ts';
import type { ServiceView } from './service-view.ts';

export interface LostMount {
  /**
   * `absent`: fstab(5) names it and it is not mounted. `dead`: what is behind it has gone, as a server or a program of FUSE.
   * `read-only`: the service is to write there.
   */
  readonly kind: 'absent' | 'dead' | 'read-only';
  readonly point: string;
  /** What of the service lies there. */
  readonly path: string;
  readonly isInFstab: boolean;
  /** fstab(5), `nofail`: the host may be without it. */
  readonly isOptional?: boolean;
  /** Name of the error. */
  readonly problem?: string;
}

/** What the kernel says and this host wants; given in tests. */
export interface MountTables {
  readonly mounted: string;
  readonly fstab: string;
  /** There systemd leaves devices to whoever made it. */
  readonly isContainer: boolean;
}

export function lostMounts(view: ServiceView, tables: MountTables = readTables()): readonly LostMount[] {
  const wanted = pointsOf(tables);
  const points = mountsIn(tables.mounted).map(({ point }) => point);
  const found = pathsOf(view).flatMap(({ path, isWritten }): readonly LostMount[] => {
    const real = withoutLinks(path);
    const absent = wanted.find(({ point }) => isBelow(real, point));
    // What is mounted there or further in has it.
    if (absent !== undefined && !points.some((one) => isBelow(one, absent.point) && isBelow(real, one)))
      return [{ ...absent, kind: 'absent', path, isInFstab: true }];
    const mount = mountOf(real, tables.mounted);
    if (mount === undefined) return [];
    const { point } = mount;
    const about = { point, path, isInFstab: wanted.some((one) => one.point === point) };
    const problem = problemOf(point);
    if (problem !== undefined) return [{ ...about, kind: 'dead', problem }];
    return isWritten && mount.options.includes('ro') ? [{ ...about, kind: 'read-only' }] : [];
  });
  return [...new Map(found.map((one) => [`${one.kind} ${one.point}`, one])).values()];
}

/** Where a path lies that was said to be read-only; nothing where it is not its file system that is. */
export function readOnlyMount(path: string, mounted = mountTable()): string | undefined {
  const mount = mountOf(withoutLinks(path), mounted);
  return mount?.options.includes('ro') === true ? mount.point : undefined;
}

interface Used {
  readonly path: string;
  readonly isWritten: boolean;
}

function pathsOf(view: ServiceView): readonly Used[] {
  const { ownDirectories, sandboxPaths, workingDirectory, sources, envFiles, programs } = view;
  const needed = [
    ...(workingDirectory === undefined ? [] : [workingDirectory]),
    ...sandboxPaths,
    ...envFiles,
  ].filter(({ optional }) => !optional);
  const written = [
    ...ownDirectories.map(({ path }) => path),
    ...sandboxPaths
      .filter(({ by, optional }) => by === 'ReadWritePaths=' && !optional)
      .map(({ path }) => path),
  ];
  const read = [
    ...needed.map(({ path }) => path),
    ...sources,
    ...programs.filter((one) => one.startsWith('/')),
  ];
  return [
    ...written.map((path) => ({ path, isWritten: true })),
    ...read.map((path) => ({ path, isWritten: false })),
  ];
}

/** Where a path leads, as mounts are told by; of what is not there, as far as it goes. */
function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path === '/' ? path : join(withoutLinks(dirname(path)), basename(path));
  }
}

interface Wanted {
  readonly point: string;
  readonly isOptional: boolean;
}

/** fstab(5): source, mount point, type, options. The innermost first. What is mounted by hand alone may be absent. */
const pointsOf = ({ fstab, isContainer }: MountTables): readonly Wanted[] =>
  fstab
    .split('\n')
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .flatMap((line) => {
      const [source = '', point = '', , options = ''] = line.trim().split(/\s+/);
      const words = options.split(',');
      const isLeft = words.includes('noauto') || (isContainer && DEVICE.test(source));
      if (!point.startsWith('/') || point === '/' || isLeft) return [];
      const place = withoutLinks(unescaped(point).replace(/\/+$/, ''));
      return [{ point: place, isOptional: words.includes('nofail') }];
    })
    .sort((a, b) => b.point.length - a.point.length);

const DEVICE = /^(?:\/dev\/|(?:PART)?(?:UUID|LABEL)=|ID=)/;

/** What a file system answers whose other side has gone. */
const GONE = /^(?:ENOTCONN|ESTALE|EIO|EHOSTDOWN|EHOSTUNREACH|ETIMEDOUT|ECONNABORTED|ENODEV|ESHUTDOWN)$/;

function problemOf(point: string): string | undefined {
  try {
    lstatSync(point);
    return undefined;
  } catch (problem) {
    const { code = '' } = problem as NodeJS.ErrnoException;
    return GONE.test(code) ? code : undefined;
  }
}

function readTables(): MountTables {
  const about = { mounted: mountTable(), isContainer: existsSync('/run/systemd/container') };
  try {
    return { ...about, fstab: readFileSync('/etc/fstab', 'utf8') };
  } catch {
    return { ...about, fstab: '' };
  }
}
