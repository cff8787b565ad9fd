// [I/O] Accounts of this host as its own files list them: passwd(5), group(5).
import { readFileSync } from 'node:fs';

/** Rows of fields, the name first and the number third in both. */
export const readTable = (path: '/etc/passwd' | '/etc/group'): readonly (readonly string[])[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
