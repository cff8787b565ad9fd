// npm run fuzz [-- --seed N] [-- --rounds N]: the generators of the tests, many times over, each round with a seed of its own.
import { execa } from 'execa';
import { parseArgs } from 'node:util';

interface Suite {
  readonly name: string;
  readonly files: readonly string[];
  readonly rounds: number;
  readonly env?: Readonly<Record<string, string>>;
  /** On a booted systemd. */
  readonly machine?: true;
}

const SUITES: readonly Suite[] = [
  {
    name: '.tsm and env files against bash, 4,000 a round',
    files: ['test/conformance/bash/fuzz.test.ts', 'test/conformance/bash/cost.test.ts'],
    rounds: 10,
    env: { TSM_FUZZ_RUNS: '2000' },
  },
  { name: 'command lines against bash', files: ['test/service/command.test.ts'], rounds: 10 },
  {
    name: 'encoders against readers of ours and against systemd',
    files: ['test/unit/quote.test.ts', 'test/unit/words.test.ts', 'test/conformance/systemd/quote.test.ts'],
    rounds: 10,
  },
  {
    name: 'services through a booted systemd, 2,400 a round',
    files: ['test/e2e/roundtrip.e2e.ts'],
    rounds: 3,
    machine: true,
  },
];

const { values } = parseArgs({ options: { seed: { type: 'string' }, rounds: { type: 'string' } } });
const first = Number(values.seed ?? Date.now() % 2 ** 31);
process.stdout.write(`npm run fuzz -- --seed ${first}\n`);
for (const suite of SUITES) await runSuite(suite);

async function runSuite({ name, files, rounds, env, machine }: Suite): Promise<void> {
  const config = machine === true ? ['--config', 'test/e2e/vitest.config.ts'] : [];
  for (let round = 0; round < Number(values.rounds ?? rounds); round++) {
    const seed = String(first + round);
    const { exitCode, all } = await execa('npx', ['vitest', 'run', ...config, ...files], {
      env: { ...env, TSM_SEED: seed },
      reject: false,
      all: true,
    });
    process.stdout.write(`${exitCode === 0 ? 'ok   ' : 'WRONG'} TSM_SEED=${seed} ${name}\n`);
    for (const line of all.split('\n').filter((one) => one.startsWith('slowest: ')))
      process.stdout.write(`      ${line}\n`);
    if (exitCode === 0) continue;
    process.stdout.write(`${all}\n`);
    process.exitCode = 1;
  }
}
