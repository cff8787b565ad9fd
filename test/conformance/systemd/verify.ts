import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** One directive to be judged by the systemd of this machine. */
export interface Trial {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

const types: Readonly<Record<string, string>> = {
  Socket: 'socket',
  Timer: 'timer',
  Path: 'path',
  Slice: 'slice',
};
const line = 2;

/** Asks `systemd-analyze verify` once about all trials, each in a unit of its own. Answers what it says about each directive. */
export async function verifyAll(trials: readonly Trial[]): Promise<readonly (string | undefined)[]> {
  const directory = mkdtempSync(join(tmpdir(), 'tsm-verify-'));
  try {
    const files = trials.map((trial, index) =>
      join(directory, `t${index}.${types[trial.section] ?? 'service'}`),
    );
    trials.forEach((trial, index) => writeFileSync(files[index] ?? '', unitText(trial)));
    const said = await verify(files);
    return files.map((file) => said.split('\n').find((text) => text.startsWith(`${file}:${line}:`)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Everything that verify prints about the files. */
export async function verify(files: readonly string[]): Promise<string> {
  const { stderr } = await execa('systemd-analyze', ['verify', '--man=no', ...files], { reject: false });
  return stderr;
}

const unitText = ({ section, key, value }: Trial): string =>
  `[${section}]\n${key}=${value}\n${section === 'Service' ? '' : '[Service]\n'}ExecStart=/bin/true\n`;

export async function systemdVersion(): Promise<number> {
  const { stdout } = await execa('systemctl', ['--version']);
  return Number(/^systemd (\d+)/.exec(stdout)?.[1]);
}
