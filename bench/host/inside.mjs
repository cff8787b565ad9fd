// Runs inside the machine, so that nothing of what lies between is measured. Reads cases from its standard input and times our
// script and theirs in turn: A B, B A, A B … `until` are ports that must answer before a script counts as done.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import http from 'node:http';

const { cases } = JSON.parse(readFileSync(0, 'utf8'));

/** Output goes to a file: a daemon that keeps a pipe open would keep us waiting. */
function shell(script) {
  const log = openSync('/run/bench.log', 'w+');
  const { status } = spawnSync('/bin/bash', ['-ec', script], {
    stdio: ['ignore', log, log],
    timeout: 120_000,
  });
  closeSync(log);
  if (status !== 0)
    throw new Error(
      `${script.slice(0, 300)}\nended with ${status}\n${readFileSync('/run/bench.log', 'utf8').slice(-3000)}`,
    );
}

const answers = (port) =>
  new Promise((done) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false, timeout: 1000 }, (response) => {
      response.resume();
      done(true);
    });
    request.on('error', () => done(false));
    request.on('timeout', () => request.destroy());
  });

const WHAT_IS =
  'systemctl list-units --no-pager --failed; systemctl status --no-pager fifty-s0.service; pm2 list | head -8';

async function untilAll(ports) {
  const end = Date.now() + 120_000;
  for (const port of ports)
    while (!(await answers(port))) {
      if (Date.now() > end) {
        const log = spawnSync('/bin/bash', ['-c', WHAT_IS], { encoding: 'utf8' }).stdout;
        throw new Error(`nothing answers on port ${port}\n${log}`);
      }
      await new Promise((next) => setTimeout(next, 2));
    }
}

async function time({ before = ':', run, until = [] }) {
  shell(before);
  const start = process.hrtime.bigint();
  shell(run);
  await untilAll(until);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const figures = [];
for (const { name, ours, theirs, runs } of cases) {
  const pairs = [];
  for (let run = -1; run < runs; run++) {
    const pair = {};
    for (const side of run % 2 === 0 ? ['theirs', 'ours'] : ['ours', 'theirs'])
      pair[side] = await time(side === 'ours' ? ours : theirs).catch((problem) => {
        throw new Error(`${name}, ${side}, run ${run}: ${problem.message}`);
      });
    if (run >= 0) pairs.push(pair);
  }
  figures.push({ name, pairs });
}
process.stdout.write(JSON.stringify(figures));
