// [I/O] Asks a service whether it is well, as its own start-up does.
import { execa } from 'execa';
import { readFileSync, readlinkSync, statSync } from 'node:fs';

const PATIENCE_MILLISECONDS = 2000;

/** `ok`, or what the check said. A URL is asked from here; a command runs as the service's user, in its directory and environment. */
export async function probe(health: string, mainPid: number, mayBecomeUser: boolean): Promise<string> {
  if (/^https?:\/\//.test(health)) return probeUrl(health);
  if (mainPid === 0) return 'it does not run';
  return mayBecomeUser ? probeCommand(health, mainPid) : 'not asked: a command as another user needs root';
}

async function probeUrl(url: string): Promise<string> {
  try {
    const { status } = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    return status < 400 ? 'ok' : `${url} answers ${status}`;
  } catch (problem) {
    const { name, cause } = problem as Error & { cause?: { code?: string } };
    return name === 'TimeoutError'
      ? `${url} does not answer within ${PATIENCE_MILLISECONDS / 1000}s`
      : `${url}: ${cause?.code ?? name}`;
  }
}

async function probeCommand(script: string, pid: number): Promise<string> {
  try {
    const { uid, gid } = statSync(`/proc/${pid}`);
    const env = Object.fromEntries(
      readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .filter((one) => one.includes('='))
        .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    );
    const { exitCode, timedOut, all } = await execa('/bin/bash', ['-c', script], {
      uid,
      gid,
      env,
      extendEnv: false,
      cwd: readlinkSync(`/proc/${pid}/cwd`),
      timeout: PATIENCE_MILLISECONDS,
      reject: false,
      all: true,
      stdin: 'ignore',
    });
    if (exitCode === 0) return 'ok';
    return timedOut
      ? `no answer within ${PATIENCE_MILLISECONDS / 1000}s`
      : all.trim().split('\n').at(-1) || `status ${exitCode}`;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code ?? 'it could not be asked';
  }
}
