// [I/O] Whether a file that is to be written would land below the folder that it is meant for.
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a link on the way to `path` leads out of the folder `top`; nothing when it stays inside. */
export function wayOutside(top: string, path: string): string | undefined {
  for (let at = dirname(join(top, path)); ; at = dirname(at))
    if (at === '/' || lstatSync(at, { throwIfNoEntry: false }) !== undefined) return leadingOut(top, at);
}

function leadingOut(top: string, folder: string): string | undefined {
  try {
    const [inside, at] = [realpathSync(top), realpathSync(folder)];
    return `${at}/`.startsWith(`${inside}/`) ? undefined : at;
  } catch {
    return folder;
  }
}

/** What is thrown instead of writing there. */
export const outside = (top: string, path: string, where: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`a link leads out of the project, to ${where}`), {
    code: 'ELOOP',
    path: join(top, path),
  });
