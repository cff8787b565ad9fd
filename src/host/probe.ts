// [I/O] Asks a service whether it is well, as its own start-up does.
import { execa } from 'execa';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const PATIENCE_MILLISECONDS = 2000;

/** `ok`, or what the check said. A URL is asked from here; a command runs as the service's user, in its directory and environment. */
export async function probe(health: string, mainPid: number, mayBecomeUser: boolean): Promise<string> {
  if (/^https?:\/\//.test(health)) return probeUrl(health);
  if (mainPid === 0) return 'it does not run';
  return mayBecomeUser ? probeCommand(health, mainPid) : 'not asked: a command as another user needs root';
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
