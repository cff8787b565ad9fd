// [I/O] Users and groups as the host knows them, wherever it keeps them: nsswitch.conf(5).
import { runBounded } from '../process/bounded.ts';

/** Who a process is for the file system. */
export interface Identity {
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  /** The first is the one that its new files get. */
  readonly gids: readonly number[];
}

/** What becomes of `User=` and `Group=` on this host. */
export interface Account {
  readonly missingUser: string | undefined;
  readonly missingGroups: readonly string[];
  /** Nothing when one of them is missing. */
  readonly identity: Identity | undefined;
}

export interface Accounts {
  /** Nothing when the host gives no answer in time. */
  readonly find: (user: string, group: string, moreGroups: readonly string[]) => Promise<Account | undefined>;
}

/** Asks for each name once. */
export function createAccounts(): Accounts {
  const asked = new Map<string, Promise<string | undefined>>();
  const ask = (...words: readonly string[]): Promise<string | undefined> => {
    const key = words.join(' ');
    const answer = asked.get(key) ?? run(words);
    asked.set(key, answer);
    return answer;
  };
  const gidOf = async (group: string): Promise<number | undefined> =>
    numberAt(await ask('getent', 'group', group), 2);
  const find = async (user: string, group: string, moreGroups: readonly string[]): Promise<Account> => {
    const entry = (await ask('getent', 'passwd', user))?.split(':');
    const groups = [...(group === '' ? [] : [group]), ...moreGroups];
    const gids = await Promise.all(groups.map(gidOf));
    const missingGroups = groups.filter((_, index) => gids[index] === undefined);
    const missingUser = entry === undefined ? user : undefined;
    if (entry === undefined || missingGroups.length > 0)
      return { missingUser, missingGroups, identity: undefined };
    const own = (await ask('id', '-G', '--', user))?.trim().split(' ').map(Number) ?? [Number(entry[3])];
    const named = gids.filter((gid) => gid !== undefined);
    const all = [...new Set([...named, ...own])];
    const name = (await ask('getent', 'group', String(all[0])))?.split(':')[0] ?? String(all[0]);
    const identity = { user: entry[0] ?? user, group: name, uid: Number(entry[2]), gids: all };
    return { missingUser, missingGroups, identity };
  };
  return { find: (...names) => find(...names).catch(() => undefined) };
}

const numberAt = (line: string | undefined, index: number): number | undefined =>
  line === undefined ? undefined : Number(line.split(':')[index]);

const PATIENCE_MILLISECONDS = 3000;
/** A group may have thousands of members. */
const MOST_BYTES = 1_000_000;

/** Nothing when the name is not known; a directory server may be slow, or down. */
async function run(words: readonly string[]): Promise<string | undefined> {
  const { how, exitCode, texts } = await runBounded({
    words,
    cwd: '/',
    env: process.env,
    reads: [1],
    milliseconds: PATIENCE_MILLISECONDS,
    mostBytes: MOST_BYTES,
  });
  if (how === 'exited' && exitCode === 0) return (texts.get(1) ?? '').trimEnd();
  if (how === 'exited' && (exitCode === 2 || exitCode === 1)) return undefined;
  throw new Error(`${words[0]} gave no answer`);
}
