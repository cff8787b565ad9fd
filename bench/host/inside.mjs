// Runs inside the machine, so that nothing of what is between it and us is measured: times pairs of command lists, in turn.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { cases, runs } = JSON.parse(readFileSync(0, 'utf8'));

const shell = (script) => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync('/bin/sh', ['-ec', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${script.slice(0, 200)}\nended with ${status}\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const figures = cases.map(({ name, ours, theirs, before = ':' }) => {
  const pairs = [];
  for (let run = -1; run < runs; run++) {
    const pair = [];
    for (const script of run % 2 === 0 ? [theirs, ours] : [ours, theirs]) {
      shell(before);
      pair.push(shell(script));
    }
    if (run >= 0)
      pairs.push(run % 2 === 0 ? { ours: pair[1], theirs: pair[0] } : { ours: pair[0], theirs: pair[1] });
  }
  return { name, pairs };
});
process.stdout.write(JSON.stringify(figures));
