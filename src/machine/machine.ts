// [I/O] A throwaway machine: a private copy of a root directory, booted with its own systemd, and gone without a trace afterwards.
import { boot } from './boot.ts';
import { chooseControlGroups } from './control-groups.ts';
import { enterWords, runInside, type RunOptions, type RunResult } from './enter.ts';
import { startHolder, type Bind } from './holder.ts';
import { newMachineName, sweep } from './name.ts';
import { installedSystemd, prepareRoot } from './root.ts';

export interface MachineOptions {
  /** Directory with an installed operating system; it is never written to. Default: `/`, this machine. */
  readonly root?: string;
  /** Files and directories of this machine that are seen inside, read-only. A copy of `/` has everything anyway. */
  readonly binds?: readonly Bind[];
  /** Directories of this machine that are seen inside and may be written to there: the original stays as it is. */
  readonly copies?: readonly Bind[];
  /** Gives up booting when it is aborted. */
  readonly signal?: AbortSignal;
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
  /** The words that run a program inside, for those who want a terminal in it. */
  readonly enter: (argv: readonly string[], options?: RunOptions) => readonly string[];
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
  const copies = options.copies ?? [];
  const groups = await chooseControlGroups(name);
  const copied = copies.map(({ from }) => from);
  const holder = await startHolder(name, options.root ?? '/', copied, groups.paths);
  try {
    const systemd = await installedSystemd(holder.root);
    const unified = !groups.legacy || systemd >= UNIFIED_ONLY_SINCE;
    const request = {
      name,
      holder,
      groups,
      binds: options.binds ?? [],
      copies: copies.map(({ to }, at) => ({ from: holder.innerCopies[at] ?? '', to })),
      unified,
      signal: options.signal,
    };
    await prepareRoot(holder.root);
    let booted = await boot(request);
    return {
      name,
      root: holder.root,
      systemd,
      controllers: unified && groups.legacy ? [] : groups.controllers,
      run: (argv, runOptions) => runInside(booted.leader, argv, runOptions),
      enter: (argv, runOptions) => enterWords(booted.leader, argv, runOptions),
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
