import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { managerSilent, NoAnswer } from '../systemd/service-manager.ts';
import type { Terminal } from '../terminal.ts';
import { refuse } from './host.ts';
import { sudoLine } from './sudo-line.ts';

/** What no program can help: errno(3) of a host that is full, closed or broken. Anything else is a bug of ours. */
const OF_THE_HOST = new Set(['EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

/** Says an error of the system as one; nothing where it is none. */
export async function refuseSystemError(
  problem: unknown,
  terminal: Terminal,
  json: boolean,
): Promise<number | undefined> {
  if (problem instanceof NoAnswer) return refuse([managerSilent(problem)], terminal, json);
  const { code = '', path, message } = problem as NodeJS.ErrnoException;
  if (!(problem instanceof Error) || !OF_THE_HOST.has(code)) return undefined;
  return refuse([asDiagnostic(code, path ?? '', message, terminal)], terminal, json);
}

function asDiagnostic(code: string, path: string, message: string, { caller }: Terminal): Diagnostic {
  return /^E(?:ACCES|PERM)$/.test(code) && caller.uid !== 0
    ? diagnostic('not-permitted', undefined, { path: printable(path), command: sudoLine(caller) })
    : diagnostic('host-failed', undefined, {
        what: path === '' ? 'a call of the system' : printable(path),
        message: printable(message),
      });
}
