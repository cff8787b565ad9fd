import type { WrittenEnvironment } from '../config/written.ts';
import type { ImportNote } from './draft.ts';
import { changed } from './notes.ts';

/** Who runs what was imported, and what is closed to it: nobody else said so, and the first thing that fails is a write. */
export function sandboxNotes(
  environments: Readonly<Record<string, WrittenEnvironment>>,
): readonly ImportNote[] {
  const closed = Object.entries(environments).filter(([, { hardening }]) => hardening === 'relaxed');
  if (closed.length === 0) return [];
  const users = [...new Set(closed.map(([, { user }]) => String(user)))];
  return [changed('user and sandbox', `user: ${users.join(', ')}; hardening: relaxed`, CLOSED)];
}

const CLOSED =
  "it writes where that user may: chown such folders to it, or set user to who owns them. Writes below /usr, /boot and /etc, other programs' files in /tmp, devices and sudo are closed: hardening: 'off' opens them, 'strict' closes more: all but its state is read-only, and /home hidden";
