// [I/O] Entries of a cache folder: whole or not there, whoever else writes at the same time and wherever a run was killed.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Entries beyond this many are dropped, oldest first, when one is added. */
const MOST_ENTRIES = 256;

/** What was kept under the name; nothing when it is not there or not whole. */
export function readEntry(folder: string, name: string): Buffer | undefined {
  try {
    const bytes = readFileSync(join(folder, name));
    const content = bytes.subarray(SEAL_BYTES);
    return bytes.subarray(0, SEAL_BYTES).equals(sealOf(content)) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that readers see all or nothing. A cache that cannot be written is no mistake. */
export function writeEntry(folder: string, name: string, content: Uint8Array): void {
  const temporary = join(folder, `.${name}.${process.pid}`);
  try {
    dropOldest(folder);
    writeFileSync(temporary, Buffer.concat([sealOf(content), content]), { mode: 0o600 });
    renameSync(temporary, join(folder, name));
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Makes an entry as old as if it was made at `time`, in milliseconds; entries are dropped by age. */
export function touchEntry(folder: string, name: string, time = Date.now()): void {
  try {
    utimesSync(join(folder, name), time / 1000, time / 1000);
  } catch {
    // It is dropped sooner.
  }
}

/** Length and CRC-32: against accidents alone, since nobody else may write here. */
const SEAL_BYTES = 8;

/** The library is loaded with the first that is asked for, since it takes a while and a version is printed without it. */
export const crc32 = (data: Uint8Array | string): number => process.getBuiltinModule('node:zlib').crc32(data);

function sealOf(content: Uint8Array): Buffer {
  const seal = Buffer.alloc(SEAL_BYTES);
  seal.writeUInt32BE(content.length % 2 ** 32, 0);
  seal.writeUInt32BE(crc32(content), 4);
  return seal;
}

function dropOldest(folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  if (entries.length < MOST_ENTRIES) return;
  const aged = entries.map(({ name }) => ({ name, time: statSync(join(folder, name)).mtimeMs }));
  const oldest = aged.toSorted((a, b) => a.time - b.time).slice(0, entries.length - MOST_ENTRIES + 1);
  for (const { name } of oldest) rmSync(join(folder, name), { force: true });
}
