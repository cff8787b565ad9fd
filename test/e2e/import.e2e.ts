import { describe, expect, test } from 'vitest';
import { skip } from './host.ts';
import { machineWithTsm, put, tsmEnds } from './install/tsm-machine.ts';
import { eventually, property } from './look.ts';

const SERVER = `require('node:http').createServer((_, answer) => answer.end(\`\${process.env.GREETING} \${process.env.NODE_ENV ?? ''}\`))
  .listen(Number(process.argv[2] ?? process.env.PORT));\n`;

/** Projects as people have them, with what must be up afterwards and what must answer. */
const PROJECTS: Readonly<
  Record<
    string,
    {
      files: Readonly<Record<string, string>>;
      line: string;
      up: readonly string[];
      answers: Readonly<Record<number, string>>;
    }
  >
> = {
  'of a Procfile': {
    files: {
      Procfile: `web: node server.js $PORT
static: python3 -m http.server --bind 127.0.0.1 $PORT
worker: while true; do echo working; sleep 5; done
release: echo released > /dev/null
`,
      '.env': 'GREETING="hello from foreman"\nNODE_ENV=production\n',
      'server.js': SERVER,
    },
    line: 'import Procfile --name proc',
    up: ['proc-web', 'proc-static', 'proc-worker'],
    answers: { 5000: 'hello from foreman production', 5100: 'Procfile' },
  },
  'of PM2': {
    files: {
      'ecosystem.config.js': `module.exports = {
  apps: [
    {
      name: 'edge', script: './server.js', instances: 'max', exec_mode: 'cluster', wait_ready: true, listen_timeout: 10000,
      max_memory_restart: '200M', out_file: './logs/out.log', env: { PORT: 80, GREETING: 'hi' }, env_production: { NODE_ENV: 'production' },
    },
    { name: 'my jobs', script: 'jobs.py', args: ['--name', "it's"], max_restarts: 5, env: { QUEUE: 'all' } },
    { name: 'poll', script: 'poll.js', restart_delay: 100 },
    { name: 'uploads', script: 'uploads.js', wait_ready: true, listen_timeout: 1000, env: { PORT: 8090 } },
    { name: 'program', script: 'tail', interpreter: 'bash', args: '-f /dev/null' },
    { name: 'nightly', script: 'jobs.py', cron_restart: '0 3 * * *', autorestart: false },
  ],
};\n`,
      'server.js': SERVER,
      // As soon as it is told to, it runs a little longer than the second in which PM2 counts, and ends well.
      'poll.js':
        "setInterval(() => require('node:fs').existsSync('/opt/pmtwo/ends') && process.exit(), 1100);\n",
      // Answers later than its listen_timeout, and only where it is the first instance.
      'uploads.js': `const { appendFileSync } = require('node:fs');
setTimeout(() => require('node:http').createServer((_, answer) => {
  try { appendFileSync('./uploads/x', 'x'); answer.end('wrote ' + process.env.NODE_APP_INSTANCE); } catch (problem) { answer.end(problem.code); }
}).listen(process.env.PORT), 3000);\n`,
      'uploads/keep': '',
      'jobs.py': 'import sys, time\nassert sys.argv[1:] in (["--name", "it\'s"], [])\ntime.sleep(100000)\n',
    },
    line: 'import ecosystem.config.js --name pmtwo',
    up: ['pmtwo-edge', 'pmtwo-my-jobs', 'pmtwo-uploads', 'pmtwo-program'],
    answers: { 80: 'hi production' },
  },
};

describe.skipIf(skip)('from a foreign project to running units, without an edit', () => {
  const machine = machineWithTsm();

  test.each(Object.entries(PROJECTS))('%s', async (_, { files, line, up, answers }) => {
    const [, name] = /--name (\w+)/.exec(line) ?? [];
    const root = `/opt/${name}`;
    for (const [path, text] of Object.entries(files)) await put(machine(), `${root}/${path}`, text);
    await tsmEnds(machine(), line, 0, { cwd: root });
    await tsmEnds(machine(), 'generate', 0, { cwd: root });
    await tsmEnds(machine(), 'install --now', 0, { cwd: root });
    for (const unit of up)
      expect(await property(machine(), `${unit}.service`, 'ActiveState'), unit).toBe('active');
    for (const [port, text] of Object.entries(answers))
      await eventually(async () =>
        (await machine().run(['curl', '-s', `http://127.0.0.1:${port}/`])).stdout.includes(text),
      );
  });

  test('regression: an app that ends now and then was given up', async () => {
    await put(machine(), '/opt/pmtwo/ends', '');
    await eventually(async () => Number(await property(machine(), 'pmtwo-poll.service', 'NRestarts')) >= 6);
    expect(await property(machine(), 'pmtwo-poll.service', 'Result')).toBe('success');
  });

  test('regression: a service could not write where its user may', async () => {
    const ask = async () => (await machine().run(['curl', '-s', 'http://127.0.0.1:8090/'])).stdout;
    await machine().run(['chown', 'pmtwo:', '/opt/pmtwo/uploads']);
    expect(await ask()).toBe('wrote 0');
  });

  test('regression: a variable of the host that is a word lost the words that systemd makes of it', async () => {
    const unit = (port: number) => `[Service]
EnvironmentFile=/opt/flags/flags
Environment=PORT=${port} "KNOWN=-k 'a b' *"
ExecStart=/usr/bin/node /opt/flags/say.js $FLAGS \${PORT} %%n
[Install]
WantedBy=multi-user.target
`;
    const [native, ours] = [8101, 8102];
    await put(
      machine(),
      '/opt/flags/say.js',
      `require('node:http').createServer((_, answer) => answer.end(JSON.stringify(process.argv.slice(2, -2)))).listen(process.argv.at(-2));\n`,
    );
    await put(
      machine(),
      '/opt/flags/flags',
      `FLAGS="-retry-join '192.168.0.12' -label 'a b' -glob /* \\$HOME"\n`,
    );
    await put(machine(), '/opt/flags/say.service', unit(ours));
    await put(machine(), '/etc/systemd/system/native.service', unit(native));
    await machine().run(['systemctl', 'daemon-reload']);
    await machine().run(['systemctl', 'start', 'native.service']);
    await tsmEnds(machine(), 'import say.service --name flags', 0, { cwd: '/opt/flags' });
    await tsmEnds(machine(), 'generate', 0, { cwd: '/opt/flags' });
    await tsmEnds(machine(), 'install --now', 0, { cwd: '/opt/flags' });
    const said = async (port: number) =>
      (await machine().run(['curl', '-s', `http://127.0.0.1:${port}/`])).stdout;
    await eventually(async () => (await said(native)) !== '' && (await said(ours)) !== '');
    expect(await said(native)).toContain('"-label","a b","-glob","/*"');
    expect(await said(ours)).toBe(await said(native));
  });

  test('and a timer in place of cron_restart', async () => {
    expect(await property(machine(), 'pmtwo-nightly.timer', 'ActiveState')).toBe('active');
    expect(await property(machine(), 'pmtwo-nightly.service', 'ActiveState')).toBe('inactive');
  });
});
