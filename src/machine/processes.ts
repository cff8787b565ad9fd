// [I/O] Who is whose child, as the kernel tells it.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The first child of a process that satisfies `is`, as soon as there is one. */
export async function childOf(
  pid: number,
  signal: AbortSignal,
  is: (child: number) => Promise<boolean> = async () => true,
): Promise<number> {
  for (;;) {
    signal.throwIfAborted();
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean).map(Number)) if (await is(child)) return child;
    await sleep(20);
  }
}

/** Whether a process is the first of its process namespace: its innermost number is 1 (man proc, NSpid). */
export async function isNamespaceInit(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^NSpid:.*\t1$/m.test(status);
}
