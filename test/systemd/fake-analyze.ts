import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { vi } from 'vitest';

/**
 * Puts a `systemd-analyze` in front of PATH that says `version`, writes its arguments to `<folder>/calls`, and
 * runs `script` (sh; the arguments in "$@", the files' folder in $dir) for all else.
 */
export async function fakeAnalyze(folder: string, version: string, script: string): Promise<void> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const program = `#!/bin/sh
if [ "$1" = --version ]; then echo 'systemd ${version} (${version}-1)'; exit 0; fi
echo "$@" >> '${join(folder, 'calls')}'
for word; do case "$word" in /*) dir=\${word%/*} ;; esac; done
${script}
`;
  await writeFile(join(bin, 'systemd-analyze'), program);
  await chmod(join(bin, 'systemd-analyze'), 0o755);
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
}
