import type { Machine } from '../../../src/machine/machine.ts';
import { succeed } from '../put-into-service.ts';
import { put } from './tsm-machine.ts';

type Settings = Readonly<Record<string, unknown>>;

/** What a test says of the project; the rest is the same for all. */
export interface Shop {
  /** Services by name. */
  readonly services: Readonly<Record<string, Settings>>;
  /** Settings of environments that the project has beside `live`, or of `live` itself. */
  readonly environments?: Readonly<Record<string, Settings>>;
  readonly id?: string;
}

/** A service that answers every request on `port` with `says`, and with its GREETING. */
export const answers = (says: string, port: number, more: Settings = {}): Settings => ({
  command: `python3 answer.py ${says}`,
  port,
  health: `http://127.0.0.1:${port}/`,
  ...more,
});

/** A service that runs until it is stopped, at the least cost. */
export const sleeps = (seconds = 'infinity', more: Settings = {}): Settings => ({
  command: `sleep ${seconds}`,
  ...more,
});

/** Writes the project to /srv/shop and generates its bundles. */
export async function generate(machine: Machine, shop: Shop): Promise<void> {
  await put(machine, '/srv/shop/answer.py', ANSWER);
  await put(
    machine,
    '/srv/shop/tsm.config.mjs',
    `export default ${JSON.stringify(config(shop), null, 2)};\n`,
  );
  await succeed(machine, ['env', '-C', '/srv/shop', 'tsm', 'generate']);
}

const LIVE: Settings = {
  base: 'shop',
  user: 'root',
  root: { from: '.', to: '/srv/shop' },
  hardening: 'off',
  restart: { policy: 'on-failure', delay: '1s' },
  timeouts: { start: '10s', stop: '5s' },
};

const config = ({ services, environments = {}, id = 'shop' }: Shop): Settings => ({
  project: 'shop',
  id,
  systemd: 247,
  default: 'live',
  services: Object.entries(services).map(([name, settings]) => ({ name, ...settings })),
  environments: Object.fromEntries(
    Object.entries({ live: {}, ...environments }).map(([name, settings]) => [
      name,
      { ...LIVE, ...(name === 'live' ? {} : { base: `shop-${name}` }), ...settings },
    ]),
  ),
});

/** `sick` answers 503, `crash` dies after a second, anything else is said. SIGHUP counts as a reload. */
const ANSWER = `import http.server, json, os, signal, sys, threading
says, reloads = sys.argv[1], 0
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if says == 'sick' else 200)
        self.end_headers()
        self.wfile.write(json.dumps({'says': says, 'greeting': os.environ.get('GREETING'), 'reloads': reloads, 'pid': os.getpid()}).encode())
    def log_message(self, *_): pass
def reload(*_):
    global reloads
    reloads += 1
signal.signal(signal.SIGHUP, reload)
if says == 'crash':
    print('about to crash', flush=True)
    threading.Timer(1.5, lambda: os._exit(3)).start()
print('says', says, flush=True)
http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Answer).serve_forever()
`;
