// [I/O] Who may own what is installed.
import { readTable } from './account-table.ts';

/** Owners and groups that could not be somebody else. */
export interface Trust {
  /** Root, and the user who runs or who called sudo. */
  readonly owners: ReadonlySet<number>;
  /** Groups that have one member only, one of those. */
  readonly groups: ReadonlySet<number>;
}

/** A user trusts root and itself; root trusts the user who called sudo, too. */
export function trustOf(uid: number, sudoUid: number | undefined): Trust {
  const user = uid === 0 ? sudoUid : uid;
  const own = user === undefined ? undefined : privateGroup(user);
  return {
    owners: new Set(user === undefined ? [0] : [0, user]),
    groups: new Set(own === undefined ? [0] : [0, own]),
  };
}

/** Its name where it has one. */
export function userName(uid: number): string {
  const [name] = readTable('/etc/passwd').find(([, , id]) => Number(id) === uid) ?? [];
  return name ?? `user ${uid}`;
}

/** The primary group of a user, when nobody else is in it. */
function privateGroup(uid: number): number | undefined {
  const users = readTable('/etc/passwd');
  const [name, , , primary] = users.find(([, , id]) => Number(id) === uid) ?? [];
  const members = readTable('/etc/group').find(([, , id]) => id === primary)?.[3] ?? '';
  const isShared =
    users.filter(([, , , gid]) => gid === primary).length > 1 ||
    members.split(',').some((member) => member !== '' && member !== name);
  return primary === undefined || isShared ? undefined : Number(primary);
}
