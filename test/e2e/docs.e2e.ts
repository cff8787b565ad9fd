import { execa } from 'execa';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { blocksOf, documents, needsHost, replay, repository, settle, type Block } from '../pages.ts';
import { skip } from './host.ts';
import { machineWithTsm, put } from './install/tsm-machine.ts';
import { succeed } from './put-into-service.ts';

const pages = await Promise.all(
  documents.map(async (document) => ({ document, blocks: await blocksOf(document) })),
);

/** Programs as the reader has them: `sudo` for root, `npx tsm` for a tsm that is on the PATH. */
const PROGRAMS = {
  sudo: 'exec "$@"',
  npx: 'shift; exec tsm "$@"',
};

/** As servers have it; without it there is no journal of a user. */
const KEPT_JOURNAL =
  'mkdir -p /var/log/journal && systemd-tmpfiles --create --prefix /var/log/journal && journalctl --flush';

/** A page begins on a host without services of ours, in an empty folder; what it leaves is taken away before the next. */
const CLEAR = `for folder in /etc/tsm/*/; do
  [ ! -d "$folder" ] || tsm uninstall "@$(node -p "require('$folder/current/tsm.json').environment")" --purge
done
rm -rf /etc/tsm /opt/shop && mkdir -p /opt/shop && hostname web1`;

// Another root directory may lack what the pages use: git, curl, a Node that init knows.
describe.skipIf(skip || process.env['TSM_E2E_ROOT'] !== undefined)(
  'sessions of the documents on a host',
  () => {
    const machine = machineWithTsm(async (fresh) => {
      for (const [name, text] of Object.entries(PROGRAMS))
        await put(fresh, `/usr/local/bin/${name}`, `#!/bin/sh\n${text}\n`, 0o755);
      await succeed(fresh, ['sh', '-c', KEPT_JOURNAL]);
    });

    const type =
      (user: string, folder: string) =>
      async (command: string): Promise<string> => {
        const session = `exec 2>&1; export XDG_RUNTIME_DIR=/run/user/$(id -u); ${hasten(command)}`;
        const env = { NO_COLOR: '1', HOME: homeOf(user) };
        const as = user === 'root' ? {} : { user };
        return (await machine().run(['bash', '-c', session], { cwd: folder, env, ...as })).stdout;
      };

    /** `tsm try` boots a machine itself, so it is typed on this computer, in a copy of the folder. */
    async function typeOutside(command: string): Promise<string> {
      const outside = await mkdtemp(join(tmpdir(), 'tsm-docs-'));
      try {
        await cp(join(machine().root, 'opt/shop'), outside, { recursive: true });
        await chmod(outside, 0o755);
        const words = hasten(command).replace(/^sudo tsm /, `node ${repository}/dist/main.cjs `);
        const { stdout } = await execa('bash', ['-c', `exec 2>&1; ${words}`], {
          cwd: outside,
          reject: false,
        });
        return stdout;
      } finally {
        await rm(outside, { recursive: true, force: true });
      }
    }

    async function perform(block: Block, folder: string): Promise<void> {
      const { language, file, user, text } = block;
      if (language === 'hidden') await succeed(machine(), ['env', '-C', folder, 'bash', '-ec', text]);
      else if (user === 'try') await settle(block, await replay(block, typeOutside));
      else if (language === 'console') await settle(block, await replay(block, type(user ?? 'root', folder)));
      else if (file !== undefined) await put(machine(), `${folder}/${file}`, text);
    }

    test.each(pages.filter(({ blocks }) => needsHost(blocks)))('$document', async ({ blocks }) => {
      await succeed(machine(), ['bash', '-c', CLEAR]);
      const user = blocks.find((block) => block.user !== undefined && block.user !== 'try')?.user ?? 'root';
      const folder = user === 'root' ? '/opt/shop' : `${homeOf(user)}/shop`;
      for (const block of blocks) await perform(block, folder);
    });
  },
);

/** The sessions show what is printed, not how long it is watched: seconds of settling are cut short. */
const hasten = (command: string): string =>
  command.replaceAll(/\btsm (?:daemon )?(?:install|rollback|try)\b/g, '$& --settle 300ms');

const homeOf = (user: string): string => (user === 'root' ? '/root' : `/home/${user}`);
