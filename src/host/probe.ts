// [I/O] Asks a service whether it is well, as its own start-up does.
import { readFileSync, readlinkSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { readTable } from '../install/account-table.ts';
import { runBounded } from '../process/bounded.ts';

const PATIENCE_MILLISECONDS = 2000;

/** A health check of a service that runs. */
export interface Probe {
  /** A URL or a shell command. */
  readonly health: string;
  readonly mainPid: number;
  readonly mayBecomeUser: boolean;
  readonly env: Readonly<Record<string, string>>;
}

interface CommandProbe {
  readonly script: string;
  readonly pid: number;
  readonly env: Probe['env'];
}

/** `ok`, or what the check said. A URL is asked from here; a command runs as the service's user. */
export async function probe({ health, mainPid, mayBecomeUser, env }: Probe): Promise<string> {
  if (/^https?:\/\//.test(health)) return probeUrl(health);
  if (mainPid === 0) return 'it does not run';
  return mayBecomeUser
    ? probeCommand({ script: health, pid: mainPid, env })
    : 'not asked: a command as another user needs root';
}

/** By node:http and not by fetch, which refuses ports that browsers hold to be bad, 6000 for one. */
function probeUrl(url: string): Promise<string> {
  const get = url.startsWith('https:') ? https.get : http.get;
  return new Promise((answer) => {
    const request = get(
      url,
      { agent: false, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) },
      (response) => {
        response.destroy();
        const { statusCode = 0 } = response;
        answer(statusCode > 0 && statusCode < 400 ? 'ok' : `${url} answers ${statusCode}`);
      },
    );
    request.on('error', ({ name, message, ...rest }) =>
      answer(
        name === 'AbortError'
          ? `${url} does not answer within ${PATIENCE_MILLISECONDS / 1000}s`
          : `${url}: ${'code' in rest ? String(rest.code) : message}`,
      ),
    );
  });
}

/** As the unit's own start-up asks: its user, its directory, and the environment that the bundle gives it, not the one that it has made itself. */
async function probeCommand({ script, pid, env }: CommandProbe): Promise<string> {
  try {
    const identity = ownerOf(pid);
    const { how, exitCode, texts } = await runBounded({
      words: ['/bin/bash', '--noprofile', '--norc', '-c', `exec 2>&1; ${script}`],
      identity,
      env: { ...accountEnv(identity.uid), MAINPID: String(pid), ...env },
      cwd: readlinkSync(`/proc/${pid}/cwd`),
      reads: [1],
      milliseconds: PATIENCE_MILLISECONDS,
      mostBytes: 100_000,
    });
    if (exitCode === 0) return 'ok';
    return how === 'timed-out'
      ? `no answer within ${PATIENCE_MILLISECONDS / 1000}s`
      : (texts.get(1) ?? '').trim().split('\n').at(-1) || `status ${exitCode}`;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code ?? (problem as Error).message;
  }
}

/** What systemd says of the user: systemd.exec(5), "Environment Variables Set or Propagated". */
function accountEnv(uid: number): Record<string, string> {
  const [name, , , , , home] = readTable('/etc/passwd').find(([, , id]) => Number(id) === uid) ?? [];
  return name === undefined || home === undefined ? {} : { USER: name, LOGNAME: name, HOME: home };
}

/** Who runs a process: proc(5), real, effective, saved and file system ids. One that has become somebody else is not asked for. */
function ownerOf(pid: number): { readonly uid: number; readonly gid: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const idOf = (name: string): number => {
    const ids = new Set(new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1]?.split(/\s+/));
    if (ids.size !== 1) throw new Error('not asked: its process runs with the rights of two users');
    return Number([...ids][0]);
  };
  return { uid: idOf('Uid'), gid: idOf('Gid') };
}
