import { createServer } from 'node:net';

/** Below the ports that the kernel gives to whoever asks for any (ip_local_port_range), so that none of those takes it. */
const FIRST = 20_000;
const PER_WORKER = 500;
const WORKERS = 20;

let given = Math.floor(Math.random() * PER_WORKER);

/** A port of 127.0.0.1 that nobody listens on, and that no other test is given, in this worker or beside it. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;
  for (;;) {
    given = (given + 1) % PER_WORKER;
    const port = FIRST + worker * PER_WORKER + given;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = new Promise<boolean>((done) => {
    server.once('listening', () => done(true)).once('error', () => done(false));
  });
  server.listen(port, '127.0.0.1');
  if (!(await listens)) return false;
  await new Promise((closed) => server.close(closed));
  return true;
}
