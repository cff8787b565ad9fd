// [I/O] Why the kernel refuses to execute a file that is there and may be executed (ENOEXEC, or ENOENT for what it runs by).
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { readPlainFile } from '../host/plain-file.ts';

export type OddFormat =
  | { readonly kind: 'empty' | 'byte-order-mark' | 'no-first-line' }
  | { readonly kind: 'machine'; readonly made: string; readonly here: string }
  | { readonly kind: 'loader'; readonly loader: string };

const HEAD_BYTES = 4096;

/** Nothing for what looks right, and for what cannot be read. Handlers of binfmt_misc may run the rest all the same. */
export function oddFormat(path: string): OddFormat | undefined {
  const head = readPlainFile(path, HEAD_BYTES);
  if (head === undefined) return undefined;
  if (head.length === 0) return { kind: 'empty' };
  if (head.subarray(0, ELF.length).equals(ELF)) return oddElf(head);
  const text = head.toString('latin1');
  if (text.startsWith('\u00EF\u00BB\u00BF#!')) return { kind: 'byte-order-mark' };
  return text.startsWith('#!') || head.includes(0) ? undefined : { kind: 'no-first-line' };
}

const ELF = Buffer.from('\u007FELF', 'latin1');

/** elf(5): class at 4, byte order at 5, machine at 18. Of 64 bits and little-endian alone more is read. */
function oddElf(head: Buffer): OddFormat | undefined {
  const made = machineOf(head);
  const here = machineOf(ownHead());
  if (made === undefined || here === undefined) return undefined;
  if (made !== here && COMPATIBLE[here] !== made)
    return { kind: 'machine', made: MACHINES[made] ?? `machine ${made}`, here: MACHINES[here] ?? `${here}` };
  const loader = loaderOf(head);
  return loader === undefined || existsSync(loader) ? undefined : { kind: 'loader', loader };
}

const machineOf = (head: Buffer): number | undefined =>
  head.length < 20 ? undefined : head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18);

const MACHINES: Readonly<Record<number, string>> = {
  3: 'x86 (32 bits)',
  40: 'ARM (32 bits)',
  62: 'x86-64',
  183: 'ARM64',
  243: 'RISC-V',
};
const COMPATIBLE: Readonly<Record<number, number>> = { 62: 3, 183: 40 };

function ownHead(): Buffer {
  const head = Buffer.alloc(20);
  try {
    const file = openSync('/proc/self/exe', 'r');
    readSync(file, head, 0, head.length, 0);
    closeSync(file);
  } catch {
    return Buffer.alloc(0);
  }
  return head;
}

const PT_INTERP = 3;

/** Program headers stand right behind the first one, and the name of the loader behind them. */
function loaderOf(head: Buffer): string | undefined {
  if (head[4] !== 2 || head[5] !== 1 || head.length < 64) return undefined;
  const start = Number(head.readBigUInt64LE(32));
  const size = head.readUInt16LE(54);
  for (let at = start, left = head.readUInt16LE(56); left > 0; at += size, left -= 1) {
    if (at + 40 > head.length || size < 40) return undefined;
    if (head.readUInt32LE(at) !== PT_INTERP) continue;
    const from = Number(head.readBigUInt64LE(at + 8));
    const length = Number(head.readBigUInt64LE(at + 32));
    return from + length > head.length ? undefined : head.toString('latin1', from, from + length - 1);
  }
  return undefined;
}
