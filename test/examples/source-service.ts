import { execa } from 'execa';
import { join } from 'node:path';
import { tetraFolder } from './program.ts';

/** What real bash knows after it sourced a service file: all variables, and the names of the exported ones. */
export interface Sourced {
  readonly settings: Record<string, string>;
  readonly exported: Record<string, string>;
}

/** Sources `services/<file>` with bash and nothing but the variables of an environment, stopping at any mistake. */
export async function sourceService(file: string, environment: string, tetraDir: string): Promise<Sourced> {
  const script = `set -eu; source "$1"; for name in \${!TSM_@}; do
    printf '%s=%s\\0' "$name" "$(eval "printf %s \\"\\\${$name[*]}\\"")"; done; printf '\\0'; exec env -0`;
  const path = join(tetraFolder, 'services', file);
  const variables = [
    `TETRA_DIR=${tetraDir}`,
    `TETRA_SRC=${tetraFolder}`,
    `TETRA_ENV=${environment}`,
    'HOME=/root',
    'PATH=/usr/bin:/bin',
  ];
  const bash = ['bash', '--norc', '--noprofile', '-c', script, 'bash', path];
  const { stdout, stderr } = await execa('env', ['-i', ...variables, ...bash], { stripFinalNewline: false });
  if (stderr) throw new Error(`${file} is not quiet: ${stderr}`);
  const [settings = '', exported = ''] = stdout.split('\0\0');
  return { settings: entries(settings), exported: entries(exported) };
}

const entries = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
