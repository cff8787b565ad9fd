import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * Serves JSON and text on HOST:PORT until SIGTERM or SIGINT, then finishes within a second and exits 0.
 * `routes` maps a path to a function that returns `{ status, body }`; a string body is sent as text, all else as JSON.
 */
export function runHttpService(name, routes) {
  const server = createServer((request, response) => answer(name, routes, request, response));
  const port = portFromEnvironment(name);
  const host = process.env.HOST || '127.0.0.1';
  server.on('error', (error) => fail(name, `cannot listen on ${host}:${port}: ${error.message}`));
  server.listen(port, host, () => log(name, `listening on http://${host}:${port} (${environmentName()})`));
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => shutDown(name, server, signal));
}

/** The environment named by `--env NAME`, else by TETRA_ENV, else `dev`. */
export function environmentName() {
  const { values } = parseArgs({ options: { env: { type: 'string' } } });
  return values.env || process.env.TETRA_ENV || 'dev';
}

/** What every `/health` says about its process; `uptime` is in seconds. */
export function processHealth(name) {
  return { status: 'ok', service: name, env: environmentName(), uptime: process.uptime(), pid: process.pid };
}

async function answer(name, routes, request, response) {
  const [pathname] = request.url.split('?');
  const route = routes[pathname];
  const { status, body } = route
    ? await guarded(name, route)
    : { status: 404, body: { status: 'not found' } };
  const text = typeof body === 'string';
  response.writeHead(status, { 'content-type': text ? 'text/plain; charset=utf-8' : 'application/json' });
  response.end(`${text ? body : JSON.stringify(body)}\n`);
  log(name, `${request.method} ${pathname} ${status}`);
}

async function guarded(name, route) {
  try {
    return await route();
  } catch (error) {
    log(name, `request failed: ${error.message}`);
    return { status: 500, body: { status: 'error' } };
  }
}

function portFromEnvironment(name) {
  const written = process.env.PORT;
  const port = Number(written);
  if (!written) fail(name, 'PORT is not set: say which port to listen on, for example PORT=4444');
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    fail(name, `PORT is '${written}', not a port number (1 to 65535)`);
  return port;
}

function shutDown(name, server, signal) {
  log(name, `${signal}: closing`);
  server.close(() => {
    log(name, 'closed');
    process.exit(0);
  });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 800).unref();
}

function log(name, line) {
  console.log(`${name}: ${line}`);
}

function fail(name, message) {
  console.error(`${name}: ${message}`);
  process.exit(1);
}
