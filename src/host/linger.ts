// [I/O] Whether a user's service manager runs without a login.
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';

/** The calling user when units of user scope would stop at logout; loginctl(1), enable-linger. */
export function notLingering(scope: 'system' | 'user'): string | undefined {
  if (scope === 'system') return undefined;
  const { username } = userInfo();
  return existsSync(`/var/lib/systemd/linger/${username}`) ? undefined : username;
}

export function lingerWarnings(scope: 'system' | 'user'): readonly Diagnostic[] {
  const user = notLingering(scope);
  return user === undefined ? [] : [diagnostic('not-lingering', undefined, { user })];
}
