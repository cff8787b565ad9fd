// [I/O] A throwaway machine: a private copy of a root directory, booted with its own systemd, and gone without a trace afterwards.
import { boot } from './boot.ts';
import { createControlGroups } from './control-groups.ts';
import { runInside, type RunOptions, type RunResult } from './enter.ts';
import { startHolder, type Bind } from './holder.ts';
import { newMachineName, sweep } from './name.ts';
import { installedSystemd, prepareRoot } from './root.ts';

export interface MachineOptions {
  /** Directory with an installed operating system; it is never written to. Default: `/`, this machine. */
  readonly root?: string;
  /** Files and directories of this machine that are seen inside, read-only. A copy of `/` has everything anyway. */
  readonly binds?: readonly Bind[];
}

/**
 * A booted machine with its own systemd, processes, files and network (loopback alone).
 * It dies with the process that booted it, even when that one is killed.
 */
export interface Machine {
  readonly name: string;
  /** Its root directory, read and written from outside. What lies on `/run`, `/tmp`, `/dev` and `/proc` inside is not in it. */
  readonly root: string;
  /** Version of its systemd. */
  readonly systemd: number;
  /** Controllers that enforce limits inside: `memory`, `pids`, `cpu` … */
  readonly controllers: readonly string[];
  /** Runs a program as root, or as `user`. An exit code other than 0 is no error. */
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** `systemctl reboot`: services are stopped, and the same root boots again. */
  readonly reboot: () => Promise<void>;
  /** Kills everything inside and removes every mount, control group and directory. */
  readonly stop: () => Promise<void>;
}

/** From here on systemd knows control groups of version 2 alone (its NEWS). Controllers that version 1 has here are not in those. */
const UNIFIED_ONLY_SINCE = 258;

/** Boots a machine; it is up when multi-user.target is reached. Throws `MachineError` with the console's last lines. */
export async function bootMachine(options: MachineOptions = {}): Promise<Machine> {
  await sweep();
  const name = newMachineName();
  const groups = await createControlGroups(name);
  const holder = await startHolder(name, options.root ?? '/', groups.paths);
  try {
    const systemd = await installedSystemd(holder.root);
    const unified = !groups.legacy || systemd >= UNIFIED_ONLY_SINCE;
    const request = { name, holder, groups, binds: options.binds ?? [], unified };
    await prepareRoot(holder.root);
    let booted = await boot(request);
    return {
      name,
      root: holder.root,
      systemd,
      controllers: unified && groups.legacy ? [] : groups.controllers,
      run: (argv, runOptions) => runInside(booted.leader, argv, runOptions),
      async reboot() {
        await runInside(booted.leader, ['systemctl', 'reboot']);
        await booted.ended;
        booted = await boot(request);
      },
      stop: holder.release,
    };
  } catch (error) {
    await holder.release();
    throw error;
  }
}
