// [I/O] The user whose services are tried in user scope: a service manager of theirs inside, without a login.
import { readFileSync } from 'node:fs';
import { MachineError } from '../machine/machine-error.ts';
import type { RunOptions } from '../machine/enter.ts';
import type { Machine } from '../machine/machine.ts';

export interface Person {
  readonly uid: number;
  readonly name: string;
  readonly home: string;
}

/** The user with this number; root when passwd(5) has none. */
export function personOf(uid: number): Person {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [name = 'root', , , , , home = '/root'] = users.find((fields) => Number(fields[2]) === uid) ?? [];
  return { uid: name === 'root' ? 0 : uid, name, home };
}

/** Starts the user's manager, which needs logind and its PAM module, and says how to run programs as that user. */
export async function startUserManager(machine: Machine, { uid, name, home }: Person): Promise<RunOptions> {
  const { code, stderr } = await machine.run(['systemctl', 'start', `user@${uid}.service`]);
  if (code !== 0) throw new MachineError(`the service manager of ${name} does not start inside`, stderr);
  return { user: name, env: { HOME: home, XDG_RUNTIME_DIR: `/run/user/${uid}` } };
}
