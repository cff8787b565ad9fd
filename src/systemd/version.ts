// [I/O] Which systemd's tools are on this machine.
import { execa } from 'execa';

/** Version of `systemd-analyze`, undefined when it is not installed. `systemd 260~rc3` is 260. */
export async function systemdVersion(): Promise<number | undefined> {
  const { stdout } = await execa('systemd-analyze', ['--version'], { reject: false, env: { LC_ALL: 'C' } });
  const digits = /^systemd (\d+)/.exec(stdout ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
