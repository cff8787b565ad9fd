import type { Machine } from '../../../src/machine/machine.ts';
import { answers, generate, sleeps } from '../install/shop.ts';
import { put, tsm, tsmEnds } from '../install/tsm-machine.ts';
import { succeed } from '../put-into-service.ts';

/** What every service of the site has: few restarts, so that systemd gives up soon. */
const SOON = { restart: { policy: 'on-failure', delay: '200ms', limit: { burst: 2, interval: '1min' } } };

/** Services that each lean on another part of the host. */
const SERVICES = {
  web: answers('one', 4500, SOON),
  app: sleeps('infinity', {
    ...SOON,
    user: 'shop',
    group: 'shop',
    cwd: '/srv/data/app',
    unit: {
      Service: { StateDirectory: 'shop-app', StateDirectoryMode: '0750', ReadWritePaths: '/srv/spool' },
    },
  }),
  tool: { ...SOON, command: 'shop-tool', user: 'shop', group: 'shop', cwd: '/srv/data' },
  far: { ...SOON, command: '/root/tools/far', user: 'shop', group: 'shop', cwd: '/srv/data' },
  sourced: sleeps('infinity', { ...SOON, source: ['/srv/conf/shop.sh'] }),
  vault: sleeps('infinity', {
    ...SOON,
    secrets: ['TOKEN'],
    unit: { Service: { EnvironmentFile: '/srv/conf/extra.env' } },
  }),
  hog: { ...SOON, command: 'python3 hog.py', limits: { memoryMax: '40M' } },
  fixed: { ...SOON, command: 'python3 fixed.py', port: 4600 },
  flaky: { ...SOON, command: 'bash -c "while [ -e /srv/data/ok ]; do sleep 0.1; done; exit 3"' },
  site: { ...SOON, command: 'node main.js', user: 'shop', group: 'shop', cwd: '/srv/site' },
  door: sleeps('infinity', { ...SOON, port: 4800, unit: { Socket: { ListenStream: 4800 } } }),
  other: sleeps('infinity', { ...SOON, user: 'guest', group: 'guests', cwd: '/srv/data' }),
};

const SCRIPT = '#!/usr/local/lib/shop/interpreter\nwhile :; do sleep 1; done\n';

/** Grows to 60M as soon as it is told to. */
const HOG =
  "import os, time\nheld = []\nwhile True:\n    if os.path.exists('/srv/data/grow') and not held:\n        held.append(bytearray(os.urandom(1024)) * (60 * 1024))\n    time.sleep(0.1)\n";

/** Listens on its own port, unless a file says another. */
const FIXED = `import http.server, os
path = '/srv/data/port'
port = open(path).read() if os.path.exists(path) else os.environ['PORT']
http.server.HTTPServer(('127.0.0.1', int(port)), http.server.BaseHTTPRequestHandler).serve_forever()
`;

/** Puts the site on the machine and into service; twice, so that there is a generation to go back to. */
export async function installSite(machine: Machine): Promise<void> {
  await putFiles(machine);
  await generate(machine, { services: { ...SERVICES, web: answers('zero', 4500, SOON) } });
  await tsm(machine, 'secrets set TOKEN', { input: 'heron-at-the-lake\n' });
  await tsmEnds(machine, 'install --settle 0', 0);
  await generate(machine, { services: SERVICES });
  await tsmEnds(machine, 'install --now --settle 500ms', 0);
}

/** The site as it was, whatever a test that failed has left. */
export async function mendSite(machine: Machine): Promise<void> {
  await machine.run(['bash', '-c', MEND]);
  await putFiles(machine);
  await generate(machine, { services: SERVICES });
  await tsm(machine, 'secrets set TOKEN', { input: 'heron-at-the-lake\n' });
  await tsm(machine, 'install --now --restart --settle 0');
  await tsm(machine, 'enable @live');
  await tsm(machine, 'restart @live');
}

async function putFiles(machine: Machine): Promise<void> {
  await put(machine, '/srv/conf/shop.sh', 'SHOP=1\n');
  await put(machine, '/srv/conf/extra.env', 'EXTRA=1\n');
  await put(machine, '/srv/data/ok', '');
  await put(machine, '/srv/shop/hog.py', HOG);
  await put(machine, '/srv/shop/fixed.py', FIXED);
  await put(machine, '/usr/local/bin/shop-tool', SCRIPT, 0o755);
  await put(machine, '/root/tools/far', '#!/bin/sh\nexec sleep infinity\n', 0o755);
  await put(machine, '/srv/site/main.js', 'setInterval(() => {}, 1000);\n');
  await put(machine, '/srv/site/package.json', '{ "engines": { "node": ">=18" } }\n');
  await succeed(machine, ['bash', '-ec', PREPARE]);
}

const PREPARE = `
  mkdir -p /srv/data/app /srv/spool /usr/local/lib/shop /var/log/journal
  [ -e /usr/local/lib/shop/interpreter ] || cp /bin/bash /usr/local/lib/shop/interpreter
  chmod 711 /root
  chmod -R a+rX /srv
  find /srv/conf /srv/shop /srv/site -type f -exec touch -d '-1 day' {} +
`;

const MEND = `
  umount /srv/spool; rm -f /srv/data/grow /srv/data/port /etc/tsm/shop/pending.json /run/tsm-shop.lock
  ln -sfn generations/$(ls /etc/tsm/shop/generations | grep -v sha | sort -n | tail -1) /etc/tsm/shop/current
  cd /etc/tsm/shop/current
  for unit in *.service *.socket *.target; do
    systemctl unmask $unit; systemctl --runtime unmask $unit; systemctl revert $unit
    ln -sfn /etc/tsm/shop/current/$unit /usr/local/lib/systemd/system/$unit
  done
  rm -rf /etc/systemd/system/service.d /etc/systemd/system/shop-.service.d
  rm -f /run/systemd/system/shop-* /etc/systemd/system/shop-*.service
  systemd-sysusers /etc/tsm/shop/current/sysusers.conf
  systemctl stop squatter; kill $(pgrep -f http.server)
  groupadd guests; usermod -g guests guest; chown -R shop: /var/lib/shop-app; chmod 750 /var/lib/shop-app
  mv /opt/tools/bin/interpreter /usr/local/lib/shop/; rm -rf /opt/shop/bin /opt/tools
  systemctl daemon-reload; systemctl reset-failed
`;
