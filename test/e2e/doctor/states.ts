import type { DoctorCode } from '../../../src/doctor/code.ts';

/** One way in which a host breaks. Scripts are run by bash as root. */
export interface State {
  readonly name: string;
  readonly breaks: string;
  /** The cause, which comes first. */
  readonly finds: DoctorCode;
  /** What mends it where no command can, or what is left after the command. */
  readonly mends?: string;
  readonly kind?: 'look';
  /** Much like another one: only with TSM_E2E_ALL. */
  readonly thorough?: true;
  /** Part of what it says of the cause. */
  readonly says?: string;
  /** Standard input of the command. */
  readonly input?: string;
}

const CURRENT = '/etc/tsm/shop/current';
const LINKS = '/usr/local/lib/systemd/system';
const EDIT = '/etc/systemd/system/shop-web.service.d';

/** Restarts a service that cannot start, without waiting for the failure to be told. */
export const fails = (service: string): string =>
  `systemctl restart shop-${service} || true; systemctl --no-pager status shop-${service} >/dev/null || true`;

export const dropIn = (service: string, text: string): string => `
  mkdir -p /etc/systemd/system/shop-${service}.service.d
  printf '${text}' > /etc/systemd/system/shop-${service}.service.d/edit.conf
  systemctl daemon-reload`;

/** Another program in place of that of the site. */
const mainOf = (text: string): string =>
  `cp -p /srv/site/main.js /srv/kept; echo '${text}' > /srv/site/main.js; systemctl restart shop-site || true`;

const KEPT = 'cp -p /srv/kept /srv/site/main.js';

const ends = (name: string, text: string): State => ({
  name,
  breaks: `${mainOf(text)}; ${untilDown('site')}`,
  finds: 'stopped',
  says: 'ended by itself with status 0',
  kind: 'look',
  mends: `${KEPT}; tsm restart site`,
});

/** Waits for systemd to be done with a service that fails; where it never gets there, the test says what it found. */
export const untilFailed = (service: string): string => bounded(`systemctl is-failed -q shop-${service}`);

export const untilDown = (service: string): string => bounded(`! systemctl is-active -q shop-${service}`);

const untilRestarts = (service: string): string =>
  bounded(`systemctl show -P SubState shop-${service} | grep -q '^auto-restart'`);

const bounded = (condition: string): string =>
  `for _ in $(seq 80); do ${condition} && break; sleep 0.1; done`;

const untilListens = (port: number): string =>
  `until : 2>/dev/null </dev/tcp/127.0.0.1/${port}; do sleep 0.1; done`;

/** A file system of FUSE whose program never answers, as an NFS server that is down. */
const HANG = `import ctypes, os, time
fuse = os.open('/dev/fuse', os.O_RDWR)
options = f'fd={fuse},rootmode=40000,user_id=0,group_id=0,allow_other'.encode()
ctypes.CDLL(None).mount(b'dead', b'/srv/spool', b'fuse', 0, options)
time.sleep(1000)
`;

export const STATES: readonly State[] = [
  // The store and its links.
  {
    name: 'the link to a unit is removed',
    breaks: `rm ${LINKS}/shop-web.service; systemctl daemon-reload`,
    finds: 'not-linked',
  },
  {
    name: 'the link to the target is removed, and it is stopped',
    thorough: true,
    breaks: `systemctl stop shop.target shop-app; rm ${LINKS}/shop.target ${LINKS}/shop-app.service; systemctl daemon-reload`,
    finds: 'not-linked',
    mends: 'tsm start @live',
  },
  { name: 'the link to the generation in use is removed', breaks: `rm ${CURRENT}`, finds: 'current-missing' },
  {
    name: 'a file of the generation in use is removed',
    breaks: `cp -a ${CURRENT}/shop-web.service /srv/kept; rm ${CURRENT}/shop-web.service`,
    finds: 'store-damaged',
    mends: `cp -a /srv/kept /etc/tsm/shop/generations/2/shop-web.service; ln -sfn generations/2 ${CURRENT}; systemctl daemon-reload`,
  },
  ...['state.json', 'pending.json'].map((file): State => ({
    name: `regression: an emptied ${file} was answered by an uninstall`,
    breaks: `: > /etc/tsm/shop/${file}`,
    finds: 'store-damaged',
  })),
  {
    name: 'regression: hashes of the generation in use are gone, and the code of an older one was to come back',
    breaks: `rm $(readlink -f ${CURRENT}).sha256`,
    finds: 'store-damaged',
  },
  {
    name: 'a generation is edited in place',
    thorough: true,
    breaks: `cp -a ${CURRENT}/shop-web.service /srv/kept; echo '# edited' >> ${CURRENT}/shop-web.service`,
    finds: 'store-edited',
    kind: 'look',
    mends: `cp -a /srv/kept ${CURRENT}/shop-web.service; systemctl daemon-reload`,
  },
  {
    name: 'regression: a generation is edited in place, and what came of it was told first',
    breaks: `cp -a ${CURRENT}/shop-web.service /srv/kept; sed -i 's/answer.py one/nowhere.py/' ${CURRENT}/shop-web.service; systemctl daemon-reload; ${fails('web')}`,
    finds: 'store-edited',
    kind: 'look',
    mends: `cp -a /srv/kept ${CURRENT}/shop-web.service; systemctl daemon-reload; systemctl reset-failed shop-web; tsm restart web`,
  },
  {
    name: 'a generation is edited in place, and installed again',
    thorough: true,
    breaks: `echo 'Nice=5' >> ${CURRENT}/env/shop-web.env; sed -i 's/answer.py one/nowhere.py/' ${CURRENT}/shop-web.service; systemctl daemon-reload; ${fails('web')}`,
    finds: 'store-edited',
    kind: 'look',
    mends: 'cd /srv/shop; tsm install --now --settle 0',
  },
  {
    name: 'others may read the secrets',
    breaks: 'chmod 755 /etc/tsm/shop/secrets; chmod 644 /etc/tsm/shop/secrets/*',
    finds: 'secrets-exposed',
  },
  {
    name: 'an install was interrupted',
    breaks: `printf '{"format":1,"pid":4194000,"environment":"live","generation":2,"units":[],"restart":[]}' > /etc/tsm/shop/pending.json`,
    finds: 'interrupted',
  },
  {
    name: 'an install is at work',
    breaks: `setsid python3 -c "
import fcntl, json, os, time
lock = open('/run/tsm-shop.lock', 'w')
fcntl.flock(lock, fcntl.LOCK_EX)
json.dump({ 'pid': os.getpid(), 'command': 'tsm install @live' }, lock)
lock.flush()
time.sleep(1000)" </dev/null >/dev/null 2>&1 & echo $! > /srv/pid; until grep -q "$!" /run/tsm-shop.lock; do sleep 0.1; done`,
    finds: 'busy',
    kind: 'look',
    mends: 'kill $(cat /srv/pid)',
  },

  // What operators do.
  { name: 'a unit is masked', breaks: 'systemctl mask --now shop-web', finds: 'masked' },
  {
    name: 'regression: a unit is masked and its port is held, and the holder was to be killed first',
    breaks: `systemctl mask --now shop-fixed; systemd-run --quiet --unit=squatter python3 -m http.server 4600; ${untilListens(4600)}`,
    finds: 'masked',
    mends: 'systemctl stop squatter; tsm restart fixed',
  },
  {
    name: 'regression: the target is masked and stopped, and was only unmasked',
    breaks: 'tsm stop @live; systemctl mask shop.target',
    finds: 'masked',
  },
  {
    name: 'a unit is masked until the next boot',
    thorough: true,
    breaks: 'systemctl mask --runtime --now shop-app',
    finds: 'masked',
  },
  {
    name: 'regression: the slice is masked, and that its services crash was told first',
    breaks: `systemctl mask shop-live.slice; systemctl stop shop-live.slice; systemctl start shop.target || true; sleep 1`,
    finds: 'masked',
    // Below version 1, limits that come later do not reach a group that was used while its slice was down.
    mends: 'tsm stop @live; systemctl stop shop-live.slice; tsm start @live',
  },
  {
    name: 'regression: what needs a masked service was told first, and not started',
    breaks: `${dropIn('app', '[Unit]\\nRequires=shop-vault.service\\nAfter=shop-vault.service\\n')}; systemctl mask --now shop-vault; systemctl restart shop-app || true; systemctl stop shop-app`,
    finds: 'masked',
    mends: 'systemctl revert shop-app',
  },
  {
    name: 'a unit is edited by a drop-in',
    breaks: `mkdir -p ${EDIT}; printf '[Service]\\nNice=5\\n' > ${EDIT}/override.conf; systemctl daemon-reload`,
    finds: 'edited',
  },
  {
    name: 'regression: limits of the slice are set on this host, which nobody saw',
    breaks: 'systemctl set-property shop-live.slice MemoryMax=2G',
    finds: 'edited',
  },
  {
    name: 'a unit is pinned by a full edit',
    breaks: `cp ${CURRENT}/shop-web.service /etc/systemd/system/; systemctl daemon-reload`,
    finds: 'pinned',
  },
  {
    name: 'another file hides a unit',
    breaks: `mkdir -p /run/systemd/system; printf '[Service]\\nExecStart=/bin/true\\n' > /run/systemd/system/shop-other.service; systemctl daemon-reload`,
    finds: 'shadowed',
  },
  {
    name: 'a drop-in is not loaded yet',
    thorough: true,
    breaks: `touch -d '+5 seconds' ${CURRENT}/shop-app.service`,
    finds: 'changed-on-disk',
    mends: `touch -d '-1 hour' ${CURRENT}/shop-app.service; systemctl daemon-reload`,
  },
  { name: 'a service is stopped by hand', breaks: 'systemctl stop shop-app', finds: 'stopped' },
  ends('regression: it ended by itself, and was to be started', 'setTimeout(() => {}, 1500)'),
  ends(
    'regression: it went into the background, and was to be started',
    'require("child_process").spawn("sleep", ["99"], { stdio: "ignore", detached: true }).unref(); setTimeout(() => {}, 2500)',
  ),
  {
    name: 'a service that takes a stop well is stopped by hand',
    thorough: true,
    breaks: `${mainOf('process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)')}; sleep 2; systemctl stop shop-site; ${KEPT}`,
    finds: 'stopped',
    says: 'stopped by hand',
  },
  { name: 'all of it is stopped', thorough: true, breaks: 'tsm stop @live', finds: 'not-started' },
  { name: 'a service is disabled', breaks: 'systemctl disable shop-app', finds: 'disabled' },
  { name: 'the target is disabled', breaks: 'systemctl disable shop.target', finds: 'not-enabled' },
  {
    name: 'a restart is pending',
    breaks: `cd /srv/shop; cp -p tsm.config.mjs /srv/kept; sed -i 's/answer.py one/answer.py two/' tsm.config.mjs; tsm generate; tsm install --no-restart`,
    finds: 'restart-pending',
    mends: 'cp -p /srv/kept /srv/shop/tsm.config.mjs; cd /srv/shop; tsm generate; tsm install --settle 0',
  },

  // Users and directories.
  {
    name: 'the user is gone',
    breaks: `systemctl stop shop-other; userdel guest; ${fails('other')}`,
    finds: 'user-missing',
  },
  {
    name: 'the group is gone',
    breaks: `systemctl stop shop-other; usermod -g nogroup guest; groupdel guests; ${fails('other')}`,
    finds: 'group-missing',
    mends: 'usermod -g guests guest',
  },
  {
    name: 'the working directory is gone',
    breaks: `rmdir /srv/data/app; ${fails('app')}`,
    finds: 'working-directory-missing',
  },
  {
    name: 'regression: the working directory is a file, which was to be opened',
    breaks: `rmdir /srv/data/app; touch /srv/data/app; ${fails('app')}`,
    finds: 'working-directory-missing',
    says: 'is a file',
    kind: 'look',
    mends: 'rm /srv/data/app; mkdir /srv/data/app; tsm restart app',
  },
  {
    name: 'regression: the state directory is a file, which was to be given to its user',
    breaks: `systemctl stop shop-app; mv /var/lib/shop-app /srv/kept-state; touch /var/lib/shop-app; ${fails('app')}; ${untilFailed('app')}`,
    finds: 'directory-missing',
    says: 'is a file',
    kind: 'look',
    mends: 'rm /var/lib/shop-app; mv /srv/kept-state /var/lib/shop-app; tsm restart app',
  },
  {
    name: 'the working directory is closed to the user',
    breaks: `chmod 700 /srv/data/app; chown root:root /srv/data/app; ${fails('app')}`,
    finds: 'path-closed',
  },
  {
    name: 'a parent of the working directory is closed',
    thorough: true,
    breaks: `chmod 750 /srv/data; ${fails('app')}`,
    finds: 'path-closed',
    mends: 'tsm restart @live',
  },
  {
    name: 'regression: the root directory is closed, and that was told for each path',
    thorough: true,
    breaks: `chmod 700 /; ${fails('app')}; ${fails('tool')}`,
    finds: 'path-closed',
    says: 'who may not pass / (mode 0700); so it is with',
  },
  {
    name: 'the state directory belongs to another',
    breaks: 'chown -R nobody: /var/lib/shop-app',
    finds: 'directory-owner',
  },
  {
    name: 'the state directory is closed',
    thorough: true,
    breaks: 'chmod 0500 /var/lib/shop-app',
    finds: 'directory-closed',
  },
  {
    name: 'the state directory is taken away',
    thorough: true,
    breaks: 'rm -r /var/lib/shop-app',
    finds: 'directory-missing',
  },
  {
    name: 'the home of the user is a link to what is not mounted',
    breaks: 'mv /var/lib/shop /srv/kept-home && ln -s /srv/unmounted /var/lib/shop',
    finds: 'directory-missing',
    kind: 'look',
    mends: 'rm /var/lib/shop && mv /srv/kept-home /var/lib/shop',
  },
  {
    name: 'a path of the sandbox is gone',
    breaks: `rmdir /srv/spool; ${fails('app')}`,
    finds: 'directory-missing',
  },

  {
    name: 'regression: what lay on a disk that is not mounted was to be made anew, and hid it',
    breaks: `systemctl stop shop-app; mv /srv/data/app /srv/kept-app; mkdir -p /srv/data/app; echo 'tmpfs /srv/data/app tmpfs nofail,size=1M' > /etc/fstab; rmdir /srv/data/app; ${fails('app')}; mkdir /srv/data/app; ${untilFailed('app')}`,
    finds: 'mount-lost',
    says: '/srv/data/app is not mounted',
    mends:
      'systemctl stop shop-app; umount /srv/data/app; rm /etc/fstab; rmdir /srv/data/app; mv /srv/kept-app /srv/data/app; tsm restart app',
  },
  {
    name: 'regression: its file system is read-only, and its sandbox was blamed, or nothing',
    breaks: 'mount -t tmpfs -o mode=777 tmpfs /srv/spool; mount -o remount,ro /srv/spool',
    finds: 'mount-read-only',
    kind: 'look',
    mends: 'umount /srv/spool',
  },
  {
    name: 'regression: a file system that gives no answer, and doctor and status waited for ever',
    thorough: true,
    breaks: `cat > /srv/hang.py <<'END'
${HANG}END
      [ -e /dev/fuse ] || mknod /dev/fuse c 10 229
      setsid python3 /srv/hang.py </dev/null >/dev/null 2>&1 & echo $! > /srv/pid
      until grep -q ' /srv/spool fuse' /proc/mounts; do sleep 0.1; done; timeout 20 tsm status | grep -q 'does not answer'`,
    finds: 'mount-lost',
    says: 'does not answer',
    kind: 'look',
    mends: 'kill $(cat /srv/pid); umount --lazy /srv/spool; rm /srv/hang.py',
  },

  // What is read and run.
  {
    name: 'the sourced file is gone',
    breaks: `mv /srv/conf/shop.sh /srv/kept; ${fails('sourced')}`,
    finds: 'source-missing',
    kind: 'look',
    mends: 'mv /srv/kept /srv/conf/shop.sh; tsm restart sourced',
  },
  {
    name: 'the sourced file changed after it was read',
    thorough: true,
    breaks: `touch -d '+3 seconds' /srv/conf/shop.sh; sleep 3`,
    finds: 'input-newer',
  },
  {
    name: 'the environment file is gone',
    breaks: `rm /srv/conf/extra.env; ${fails('vault')}`,
    finds: 'env-file-missing',
  },
  {
    name: 'regression: the environment file is a directory, and was said to be missing',
    breaks: `rm /srv/conf/extra.env; mkdir /srv/conf/extra.env; ${fails('vault')}`,
    finds: 'env-file-missing',
    says: 'is a directory',
    kind: 'look',
    mends: 'rmdir /srv/conf/extra.env; echo EXTRA=1 > /srv/conf/extra.env; tsm restart vault',
  },
  {
    name: 'regression: the environment file is no text, and was said to be missing',
    thorough: true,
    breaks: `printf 'A=\\xff\\xfe\\n' > /srv/conf/extra.env; ${fails('vault')}`,
    finds: 'env-file-missing',
    says: 'is no text',
    kind: 'look',
    mends: 'echo EXTRA=1 > /srv/conf/extra.env; tsm restart vault',
  },
  {
    name: 'a secret is not set',
    breaks: `echo heron | tsm secrets rm TOKEN @live; ${fails('vault')}`,
    finds: 'secrets-missing',
    input: 'heron-at-the-lake\n',
  },
  {
    name: 'the program is gone, and lies elsewhere',
    breaks: `mkdir -p /opt/shop/bin; mv /usr/local/bin/shop-tool /opt/shop/bin/; ${fails('tool')}`,
    finds: 'program-missing',
  },
  {
    name: 'the program is gone',
    breaks: `mv /opt/shop/bin/shop-tool /srv/kept; ${fails('tool')}`,
    finds: 'program-missing',
    kind: 'look',
    mends: 'mv /srv/kept /opt/shop/bin/shop-tool; tsm restart tool',
  },
  {
    name: 'the program is not executable',
    breaks: `chmod a-x /opt/shop/bin/shop-tool; ${fails('tool')}`,
    finds: 'program-not-executable',
  },
  {
    name: 'regression: a script has the lines of Windows, and nothing was found',
    breaks: `sed -i '1s/$/\\r/' $(readlink -f /usr/local/bin/shop-tool); ${fails('tool')}`,
    finds: 'interpreter-missing',
    says: 'carriage return',
  },
  {
    name: 'regression: the program lies where nothing may be executed, and nothing was found',
    thorough: true,
    breaks: `cp -a /root/tools /srv/kept-tools; mount -t tmpfs -o noexec tmpfs /root/tools; cp -a /srv/kept-tools/. /root/tools; ${fails('far')}`,
    finds: 'program-not-executable',
    says: '/root/tools, which is mounted noexec',
    kind: 'look',
    mends: 'umount /root/tools; tsm restart far',
  },
  ...[
    ['empty', ': > /root/tools/far', 'is empty', 'look'],
    ['without its first line', 'sed -i 1d /root/tools/far', 'does not say what runs it', 'look'],
    [
      'behind a byte order mark',
      String.raw`sed -i '1s/^/\xef\xbb\xbf/' /root/tools/far`,
      'byte order mark',
      undefined,
    ],
  ].map(([name, breaks, says, kind]): State => ({
    name: `regression: the program is ${name}, and only a restart was advised`,
    breaks: `cp -p /root/tools/far /srv/kept; ${breaks}; ${fails('far')}; ${untilFailed('far')}`,
    finds: 'program-format',
    says: says ?? '',
    ...(kind === undefined
      ? {}
      : {
          kind: 'look',
          mends: 'cp -p /srv/kept /root/tools/far; systemctl reset-failed shop-far; tsm restart far',
        }),
  })),
  {
    name: 'the interpreter of a script is gone',
    breaks: `mkdir -p /opt/tools/bin; mv /usr/local/lib/shop/interpreter /opt/tools/bin/; ${fails('tool')}`,
    finds: 'interpreter-missing',
  },
  {
    name: 'the program is in the closed home of root',
    breaks: `chmod 700 /root; ${fails('far')}`,
    finds: 'path-closed',
  },
  {
    name: 'the sandbox hides the program',
    breaks: `${dropIn('far', '[Service]\\nProtectHome=yes\\n')}; ${fails('far')}`,
    finds: 'edited',
    says: 'ProtectHome=yes',
  },
  {
    name: 'Node is not the one that the project wants',
    breaks: `echo '{ "engines": { "node": ">=99" } }' > /srv/site/package.json; touch -d '-1 hour' /srv/site/package.json`,
    finds: 'engine-mismatch',
    kind: 'look',
    mends: `echo '{ "engines": { "node": ">=18" } }' > /srv/site/package.json; touch -d '-1 hour' /srv/site/package.json`,
  },
  {
    name: 'regression: what Node is to run is gone, and its version was blamed',
    breaks: `echo '{ "engines": { "node": ">=99" } }' > /srv/site/package.json; mv /srv/site/main.js /srv/kept; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'file-missing',
    kind: 'look',
    mends: `echo '{ "engines": { "node": ">=18" } }' > /srv/site/package.json; mv /srv/kept /srv/site/main.js; touch -d '-1 hour' /srv/site/package.json; systemctl reset-failed shop-site; tsm restart site`,
  },
  {
    name: 'regression: what Node is to run is closed to its user, and only the exit status was told',
    breaks: `chown root: /srv/site/main.js; chmod 600 /srv/site/main.js; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'path-closed',
    kind: 'look',
    mends: 'chmod 644 /srv/site/main.js; systemctl reset-failed shop-site; tsm restart site',
  },
  {
    name: 'regression: it writes where its sandbox does not let it, and only the exit status was told',
    breaks: `cp -p /srv/site/main.js /srv/kept; chmod 777 /srv/site; echo 'require("fs").writeFileSync("/srv/site/x.log", "");' > /srv/site/main.js; ${dropIn('site', '[Service]\\nProtectSystem=strict\\n')}; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'edited',
    says: 'ProtectSystem=strict',
    kind: 'look',
    mends: `cp -p /srv/kept /srv/site/main.js; chmod 755 /srv/site; rm -r /etc/systemd/system/shop-site.service.d; systemctl daemon-reload; systemctl reset-failed shop-site; tsm restart site`,
  },
  {
    name: 'regression: a certificate beside the project is gone, and a restart was advised',
    breaks: `cp -p /srv/site/main.js /srv/kept; echo 'require("fs").readFileSync("/etc/ssl/site.pem");' > /srv/site/main.js; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'file-missing',
    kind: 'look',
    mends: 'cp -p /srv/kept /srv/site/main.js; systemctl reset-failed shop-site; tsm restart site',
  },
  {
    name: 'regression: a port below 1024 was refused, and a restart was advised',
    breaks: `${mainOf('require("http").createServer().listen(80, "127.0.0.1")')}; ${untilFailed('site')}`,
    finds: 'port-refused',
    says: 'port 80',
    kind: 'look',
    mends: `${KEPT}; systemctl reset-failed shop-site; tsm restart site`,
  },
  {
    name: 'regression: a library is missing, and its program was said to be',
    thorough: true,
    breaks: `${mainOf('console.error("x: error while loading shared libraries: libq.so.1: cannot open shared object file: No such file or directory"); process.exit(127);')}; ${untilFailed('site')}`,
    finds: 'library-missing',
    says: 'libq.so.1',
    kind: 'look',
    mends: `${KEPT}; systemctl reset-failed shop-site; tsm restart site`,
  },
  {
    name: 'a compiled module is of another Node',
    thorough: true,
    breaks: `cp /srv/site/main.js /srv/kept; printf 'console.error("was compiled against a different Node.js version using\\\\nNODE_MODULE_VERSION 108. This version of Node.js requires\\\\nNODE_MODULE_VERSION 115."); process.exit(1);' > /srv/site/main.js; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'abi-mismatch',
    kind: 'look',
    mends: 'cp -p /srv/kept /srv/site/main.js; systemctl reset-failed shop-site; tsm restart site',
  },
  {
    name: 'the code is newer than the process',
    breaks: `touch -d '+3 seconds' /srv/shop/hog.py; sleep 3`,
    finds: 'files-newer',
  },
  {
    name: 'a module beside the code is newer than the process',
    thorough: true,
    breaks: `touch -d '+3 seconds' /srv/shop/prices.py; sleep 3`,
    finds: 'files-newer',
    mends: 'rm /srv/shop/prices.py',
  },
  {
    name: 'a required unit exists nowhere',
    breaks: `${dropIn('app', '[Unit]\\nRequires=nowhere.service\\n')}; ${fails('app')}; systemctl stop shop-app`,
    finds: 'dependency-required',
  },
  {
    name: 'a wanted unit exists nowhere',
    thorough: true,
    breaks: dropIn('app', '[Unit]\\nWants=nowhere.service\\nAfter=nowhere.service\\n'),
    finds: 'dependency-unknown',
  },

  // While it runs.
  {
    name: 'systemd has given up',
    breaks: `rm /srv/data/ok; ${untilFailed('flaky')}; touch /srv/data/ok`,
    finds: 'given-up',
  },
  {
    name: 'it crashes again and again',
    thorough: true,
    breaks: `${dropIn('flaky', '[Service]\\nRestartSec=1min\\n')}; rm /srv/data/ok; ${untilRestarts('flaky')}; touch /srv/data/ok`,
    finds: 'crashing',
    kind: 'look',
    mends: 'systemctl revert shop-flaky; tsm restart flaky',
  },
  {
    name: 'it needs more memory than it may have',
    breaks: `touch /srv/data/grow; ${untilFailed('hog')}`,
    finds: 'out-of-memory',
    mends: 'rm /srv/data/grow; systemctl revert shop-hog; tsm restart hog',
  },
  {
    name: 'a process of nobody has the port',
    breaks: `systemctl stop shop-web; setsid python3 -m http.server 4500 >/dev/null 2>&1 & ${untilListens(4500)}; systemctl start shop-web || true`,
    finds: 'port-held',
  },
  {
    name: 'regression: the address of a socket is in use, and a file was said to be missing',
    breaks: `systemctl stop shop-door.socket; systemd-run --quiet --unit=squatter python3 -m http.server 4800; ${untilListens(4800)}; systemctl start shop-door.socket || true`,
    finds: 'port-held',
    says: 'port 4800 is held by python3',
  },
  {
    name: 'regression: a socket gave up with its service, and was a second cause',
    thorough: true,
    breaks: `${dropIn('door', '[Service]\\nExecStart=\\nExecStart=/bin/false\\n')}; exec 3<>/dev/tcp/127.0.0.1/4800; until systemctl is-failed -q shop-door.socket; do sleep 0.2; done; rm -r /etc/systemd/system/shop-door.service.d; systemctl daemon-reload`,
    finds: 'given-up',
  },
  {
    name: 'another service has the port',
    thorough: true,
    breaks: `systemctl stop shop-web; systemd-run --quiet --unit=squatter python3 -m http.server 4500; ${untilListens(4500)}; systemctl start shop-web || true`,
    finds: 'port-held',
  },
  {
    name: 'regression: it listens on another port than its own, and nothing told which',
    breaks: `echo 4700 > /srv/data/port; systemctl restart shop-fixed; ${untilListens(4700)}`,
    finds: 'port-elsewhere',
    kind: 'look',
    mends: `rm /srv/data/port; tsm restart fixed; ${untilListens(4600)}`,
  },
  {
    name: 'it listens on another port while its health check still waits',
    thorough: true,
    breaks: `echo 4700 > /srv/data/port; ${dropIn('fixed', '[Service]\\nExecStartPost=/bin/sleep infinity\\nTimeoutStartSec=infinity\\n')}; systemctl reset-failed shop-fixed; systemctl --no-block restart shop-fixed; ${untilListens(4700)}; sleep 6`,
    finds: 'port-elsewhere',
    kind: 'look',
    mends: `rm /srv/data/port; systemctl revert shop-fixed; tsm restart fixed; ${untilListens(4600)}`,
  },
  { name: 'the process hangs', breaks: 'systemctl kill --signal=STOP shop-web', finds: 'unhealthy' },

  // The host.
  {
    name: 'the journal is in memory',
    breaks: 'mv /var/log/journal /var/log/journal.kept',
    finds: 'journal-volatile',
    mends: 'rm -rf /var/log/journal.kept',
  },
  {
    name: 'regression: journald is masked, and old lines were shown for new ones',
    breaks: 'systemctl mask --now systemd-journald.socket systemd-journald-dev-log.socket systemd-journald',
    finds: 'journal-down',
    says: 'masked and stopped',
  },
  {
    name: 'the disk is full',
    breaks: 'mount -t tmpfs -o size=1M tmpfs /srv/spool; head -c 2M /dev/zero > /srv/spool/fill || true',
    finds: 'disk-full',
    kind: 'look',
    mends: 'umount /srv/spool',
  },
  {
    name: 'the clock is behind',
    thorough: true,
    breaks: `touch -d '+1 hour' /etc/tsm/shop/generations/*.sha256`,
    finds: 'clock-behind',
    kind: 'look',
    mends: 'touch /etc/tsm/shop/generations/*.sha256',
  },
];
