import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';
import { freePort } from '../free-port.ts';

/**
 * PM2 and systemctl with one file of state per name: the process that listens. Real processes hold the ports; a file
 * `NAME.broken` makes a start come to nothing.
 */
const FAKE = `#!/usr/bin/env bash
set -eu
pid() { cat "$STATE/$1.pid" 2>/dev/null || true; }
up() { local p; p=$(pid "$1"); [ -n "$p" ] && kill -0 "$p" 2>/dev/null; }
start() {
  echo "\${0##*/} start $1" >> "$STATE/log"
  [ -e "$STATE/$1.broken" ] && return 0
  up "$1" && return 0
  node -e 'require("net").createServer().listen(+process.argv[1], "127.0.0.1")' "$(cat "$STATE/$1.port")" </dev/null >/dev/null 2>&1 &
  echo $! > "$STATE/$1.pid"
}
stop() {
  echo "\${0##*/} stop $1" >> "$STATE/log"
  if up "$1"; then kill "$(pid "$1")"; fi
  rm -f "$STATE/$1.pid"
}
`;
/** Its apps are the files `pm2-NAME.port`, with numbers in the order of their names; `all` and options are not names to it. */
const PM2 = `${FAKE}names=(); for file in "$STATE"/pm2-*.port; do file=\${file##*/pm2-}; names+=("\${file%.port}"); done
id_of() { local i; for i in "\${!names[@]}"; do if [ "\${names[i]}" = "$1" ]; then echo "$i"; fi; done; }
numbers() {
  case $1 in
    all) echo "\${!names[@]}" ;;
    -*) echo "pm2: usage" >&2; exit 1 ;;
    [0-9]*) echo "$1" ;;
    *) id_of "$1" ;;
  esac
}
verb=$1; shift
case $verb in
  jlist)
    echo '>>>> In-memory PM2 is out-of-date'
    list=
    for i in "\${!names[@]}"; do
      p=0; if up "pm2-\${names[i]}"; then p=$(pid "pm2-\${names[i]}"); fi
      list="$list,{\\"pid\\":$p,\\"name\\":\\"\${names[i]}\\",\\"pm_id\\":$i}"
    done
    echo "[\${list#,}]" ;;
  pid) if up "pm2-$1"; then pid "pm2-$1"; else echo 0; fi ;;
  start|stop) for one in "$@"; do for i in $(numbers "$one"); do "$verb" "pm2-\${names[i]}"; done; done ;;
esac
`;
const SYSTEMCTL = `${FAKE}verb=$1; shift
case $verb in
  is-active) up "$2" ;;
  show) if [ "$1" = --property=Wants ]; then cat "$STATE/$3.wants" 2>/dev/null || true
    elif [ -e "$STATE/$3.ended" ]; then case $1 in *=Restart) echo no ;; *=Result) echo success ;; *) echo 1 ;; esac; fi ;;
  cat) [ -e "$STATE/$1.port" ] ;;
  start|stop) for unit in "$@"; do [[ $unit = *.target || $unit = -* ]] || "$verb" "$unit"; done ;;
esac
`;

let folder: string;
let ports: readonly number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-handover-'));
  ports = await Promise.all([freePort(), freePort()]);
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'state'));
  for (const [name, text] of Object.entries({
    pm2: PM2,
    systemctl: SYSTEMCTL,
    sudo: '#!/bin/sh\nexec "$@"\n',
  })) {
    await writeFile(join(folder, 'bin', name), text);
    await chmod(join(folder, 'bin', name), 0o755);
  }
  const apps = [
    { name: 'web', script: 'web.js', env: { PORT: ports[0] } },
    { name: 'my api', script: 'api.js', env: { PORT: ports[1] } },
  ];
  await writeFile(join(folder, 'ecosystem.config.json'), JSON.stringify({ apps }));
  for (const [name, port] of [
    ['pm2-web', ports[0]],
    ['shop-web.service', ports[0]],
    ['pm2-my api', ports[1]],
    ['shop-my-api.service', ports[1]],
  ] as const)
    await writeFile(join(folder, 'state', `${name}.port`), String(port));
  const { code, err } = await invoke(
    'tsm import ecosystem.config.json --name shop --handover handover.sh',
    folder,
  );
  expect(code, err).toBe(0);
  await program('pm2', 'start', 'web');
  await program('pm2', 'start', 'my api');
});

afterEach(async () => {
  for (const app of ['web', 'my api']) await program('pm2', 'stop', app);
  await program('systemctl', 'stop', 'shop-web.service', 'shop-my-api.service');
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  PATH: `${folder}/bin:${process.env['PATH']}`,
  STATE: `${folder}/state`,
  WAIT: '5',
  SETTLE: '0',
});
const program = (name: string, ...args: string[]) =>
  execa(join(folder, 'bin', name), args, { env: env(), reject: false });
const handover = (...args: string[]) =>
  execa(join(folder, 'handover.sh'), args, { env: env(), reject: false, cwd: folder });

async function running(): Promise<readonly string[]> {
  const names = ['pm2:web', 'pm2:my api', 'shop-web.service', 'shop-my-api.service'];
  const up = await Promise.all(
    names.map(async (name) =>
      name.startsWith('pm2:')
        ? (await program('pm2', 'pid', name.slice(4))).stdout !== '0'
        : (await program('systemctl', 'is-active', '--quiet', name)).exitCode === 0,
    ),
  );
  return names.filter((_, index) => up[index]);
}

describe('the script that moves a host from PM2 to its units', () => {
  test('moves one app after the other, again without doing anything, and back', async () => {
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
    const { exitCode, stderr } = await handover();
    expect(exitCode, stderr).toBe(0);
    expect(await running()).toEqual(['shop-web.service', 'shop-my-api.service']);
    const log = await readFile(join(folder, 'state/log'), 'utf8');
    expect(log.split('\n').slice(2, 6)).toEqual([
      'pm2 stop pm2-web',
      'systemctl start shop-web.service',
      'pm2 stop pm2-my api',
      'systemctl start shop-my-api.service',
    ]);
    expect((await handover()).stderr).toContain('web: moved already');
    expect(await readFile(join(folder, 'state/log'), 'utf8')).toBe(log);
    const back = await handover('--back');
    expect(back.exitCode, back.stderr).toBe(0);
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
    expect((await handover('--back')).stderr).toContain('web: in PM2 already');
  });

  test('gives an app back to PM2 when its unit does not come up, and stops there', async () => {
    await writeFile(join(folder, 'state/shop-web.service.broken'), '');
    const { exitCode, stderr } = await handover();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('web: the unit did not come up');
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
  });

  test.each(['all', '--help', '0'])(
    'regression: an app named %s was taken by PM2 for something else',
    async (odd) => {
      const port = await freePort();
      const units = { all: 'shop-all', '--help': 'shop-help', '0': 'shop-0' }[odd] ?? '';
      await writeFile(join(folder, 'state', `pm2-${odd}.port`), String(port));
      await writeFile(join(folder, 'state', `${units}.service.port`), String(port));
      const apps = [{ name: odd, script: 'odd.js', env: { PORT: port } }];
      await writeFile(join(folder, 'odd.config.json'), JSON.stringify({ apps }));
      const made = await invoke('tsm import odd.config.json --as pm2 --name shop --handover odd.sh', folder);
      expect(made.code, made.err).toBe(0);
      const handOver = (...args: string[]) =>
        execa(join(folder, 'odd.sh'), args, { env: env(), reject: false });
      const started = await handOver('--back');
      expect(started.exitCode, started.stderr).toBe(0);
      const moved = await handOver();
      const up = await program('systemctl', 'is-active', '--quiet', `${units}.service`);
      await program('systemctl', 'stop', `${units}.service`);
      expect(moved.exitCode, moved.stderr).toBe(0);
      expect(up.exitCode).toBe(0);
      expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
    },
  );

  test('regression: a job that ends by itself was taken for one that does not come up, and ran twice', async () => {
    await writeFile(join(folder, 'state/shop-web.service.broken'), '');
    await writeFile(join(folder, 'state/shop-web.service.ended'), '');
    await writeFile(join(folder, 'state/pm2-web.port'), '0');
    await writeFile(join(folder, 'state/shop-more.service.port'), String(await freePort()));
    const wanted = 'shop-web.service shop-my-api.service shop-more.service';
    await writeFile(join(folder, 'state/shop.target.wants'), wanted);
    await program('pm2', 'stop', 'web');
    await program('pm2', 'start', 'web');
    const { exitCode, stderr } = await handover();
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('web: ran as shop-web.service and has ended');
    expect(await running()).toEqual(['shop-my-api.service']);
    const log = await readFile(join(folder, 'state/log'), 'utf8');
    const started = log.split('\n').filter((line) => line.startsWith('systemctl start'));
    await program('systemctl', 'stop', 'shop-more.service');
    expect(started).toEqual(['web', 'my-api', 'more'].map((one) => `systemctl start shop-${one}.service`));
  });

  test('regression: where PM2 has no such app, its unit was started beside it, or taken down with nothing in its place', async () => {
    const known = join(folder, 'state/pm2-web.port');
    await program('pm2', 'stop', 'web');
    await rename(known, `${known}.kept`);
    const forth = await handover();
    expect(forth.exitCode).toBe(1);
    expect(forth.stderr).toContain('has no app of that name; nothing was done');
    expect(await running()).toEqual(['pm2:my api']);
    await program('systemctl', 'start', 'shop-web.service');
    const back = await handover('--back');
    expect(back.exitCode).toBe(1);
    await rename(`${known}.kept`, known);
    expect(await running()).toEqual(['pm2:my api', 'shop-web.service']);
  });

  test('regression: an app that listens nowhere was waited for, and given back', async () => {
    await writeFile(join(folder, 'state/pm2-web.port'), '0');
    await writeFile(join(folder, 'state/shop-web.service.port'), '0');
    await program('pm2', 'stop', 'web');
    await program('pm2', 'start', 'web');
    const { exitCode, stderr } = await handover();
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('so no answer is waited for');
    expect(await running()).toEqual(['shop-web.service', 'shop-my-api.service']);
    const back = await handover('--back');
    expect(back.exitCode, back.stderr).toBe(0);
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
  });

  test('regression: Ctrl-C between PM2 and the unit left the app down', async () => {
    await writeFile(join(folder, 'state/shop-web.service.broken'), '');
    // The unit seems to be up, and does not answer.
    await writeFile(
      join(folder, 'bin/systemctl'),
      SYSTEMCTL.replace('is-active) up "$2"', 'is-active) grep -q "start $2" "$STATE/log"'),
    );
    const child = execa(join(folder, 'handover.sh'), [], {
      env: { ...env(), WAIT: '60', SETTLE: '60' },
      reject: false,
      detached: true,
    });
    const log = join(folder, 'state/log');
    await expect
      .poll(async () => (await readFile(log, 'utf8')).includes('systemctl start shop-web.service'), {
        timeout: 10_000,
      })
      .toBe(true);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const { exitCode, stderr } = await child;
    expect(exitCode, stderr).toBe(130);
    expect(stderr).toContain('web: runs in PM2 again');
    await writeFile(join(folder, 'bin/systemctl'), SYSTEMCTL);
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
  });

  test('does nothing before the units are installed', async () => {
    await rm(join(folder, 'state/shop-web.service.port'));
    const { exitCode, stderr } = await handover();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('shop-web.service is not installed');
    expect(await running()).toEqual(['pm2:web', 'pm2:my api']);
  });

  // A job that was started would run at once and then not be up.
  test('moves a job by its timer, and starts the target at the end', async () => {
    const apps = [{ name: 'nightly', script: 'report.js', cron_restart: '0 3 * * *', autorestart: false }];
    await mkdir(join(folder, 'jobs'));
    await writeFile(join(folder, 'jobs/jobs.json'), JSON.stringify({ apps }));
    await invoke('tsm import jobs.json --as pm2 --name jobs --handover move.sh', join(folder, 'jobs'));
    const script = await readFile(join(folder, 'jobs/move.sh'), 'utf8');
    expect(script).toContain('"$move" nightly - jobs-nightly.timer\n');
    expect(script).toContain('hold jobs.target\n');
    // Asked for later, the script is all that is made and spoken of.
    const later = await invoke(
      'tsm import jobs.json --as pm2 --name jobs --handover again.sh',
      join(folder, 'jobs'),
    );
    expect(later.out).toBe('+ again.sh\n');
    expect(later.err).toMatch(/^\nNext: read again\.sh, then on the host\n/);
  });

  test('is good bash, as far as bash and shellcheck can tell', async () => {
    await execa('bash', ['-n', join(folder, 'handover.sh')]);
    const checked = await execa('shellcheck', [join(folder, 'handover.sh')], { reject: false });
    if (checked.code !== 'ENOENT') expect(checked.stdout).toBe('');
    expect((await handover('--bakc')).exitCode).toBe(2);
  });
});
