// [I/O] How the file systems of this host are mounted.
import { readFileSync } from 'node:fs';

export interface Mount {
  readonly point: string;
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  /** One for each file system, at however many places it is mounted. */
  readonly device: string;
}

/**
 * proc_pid_mountinfo(5): id, parent, device, root, mount point, options, …, `-`, type, source, options of the whole file system.
 */
export const mountsIn = (table: string): readonly Mount[] =>
  table.split('\n').flatMap((line) => {
    const [mine = '', whole = ''] = line.split(' - ');
    const [, , device = '', , point, options] = mine.split(' ');
    const [type = '', source = '', all = ''] = whole.split(' ');
    if (point === undefined || options === undefined) return [];
    // The kernel makes the whole read-only when it finds errors in it, and leaves what was mounted as it is.
    const readOnly = all.split(',').includes('ro') ? ['ro'] : [];
    return [
      {
        point: unescaped(point),
        options: [...options.split(','), ...readOnly],
        type,
        source: unescaped(source),
        device,
      },
    ];
  });

/** Spaces in names are octal. */
export const unescaped = (name: string): string =>
  name.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 8)));

export function mountTable(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
