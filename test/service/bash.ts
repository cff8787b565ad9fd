import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A command as it is started: words without a shell, or code for bash. */
export interface Started {
  readonly cwd: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  readonly run: { readonly words: readonly string[] } | { readonly shell: string };
}

export interface Ended {
  readonly status: number;
  readonly output: string;
  /** The process that was started is the program that ran last. */
  readonly isMain: boolean;
}

/** Notes who it is, and prints where it is, what it was given and what of its environment the tests set. */
const SHOW = `#!/bin/sh
echo "$$" >>"$PROGRAMS"
printf 'in %s\\n' "$(pwd)"
for one in "$@"; do printf '<%s>' "$one"; done
printf '\\n%s|%s|%s|%s|%s\\n' "$A" "$SP" "$PORT" "$L1" "$L2"
`;

/** Runs commands for real, in one process that starts each, in a folder with some files and a few harmless programs. */
export async function runAll(
  commands: readonly Started[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Ended[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-command-'));
  try {
    await mkdir(join(folder, 'sub dir'));
    for (const [name, text] of Object.entries({
      show: SHOW,
      fail: '#!/bin/sh\necho "$$" >>"$PROGRAMS"\nexit "${1:-1}"\n',
      'a.txt': '',
      'b.txt': '',
    })) {
      await writeFile(join(folder, name), text);
      await chmod(join(folder, name), 0o755);
    }
    const input = commands.flatMap((command) => fieldsOf(command, folder)).map((field) => `${field}\0`);
    const { stdout } = await execa('/bin/bash', [resolve(import.meta.dirname, 'driver.bash')], {
      cwd: folder,
      env: {
        ...env,
        PATH: `${folder}:/usr/bin:/bin`,
        OUTPUT: join(folder, 'output'),
        PROGRAMS: join(folder, 'programs'),
        LC_ALL: 'C.UTF-8',
      },
      extendEnv: false,
      input: input.join(''),
      stripFinalNewline: false,
    });
    const fields = stdout.replaceAll(folder, 'FOLDER').split('\0');
    return commands.map((_, index) => endedFrom(fields.slice(index * 4, index * 4 + 4)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function fieldsOf({ cwd = '.', env, run }: Started, folder: string): readonly string[] {
  const directory = resolve(folder, cwd);
  if ('shell' in run) return ['shell', directory, '0', '1', run.shell];
  const assignments = [...env].map(([name, value]) => `${name}=${value}`);
  return [
    'words',
    directory,
    String(assignments.length),
    String(run.words.length),
    ...assignments,
    ...run.words,
  ];
}

function endedFrom([pid = '', status = '', program = '', output = '']: readonly string[]): Ended {
  // How bash words a complaint depends on whether it was about to exec.
  const said = output.replaceAll(/^\/bin\/bash: .*$/gm, 'bash complains');
  return { status: Number(status), output: said, isMain: program === '' || program === pid };
}
