import { getPriority } from 'node:os';
import { needsShell, wantedEnv, type Given } from './definition.ts';
import { ROOT, type Accounts } from './host.ts';
import type { Report } from './started.ts';

/** What systemd puts into the environment of a process by itself: systemd.exec(5), "Environment Variables Set on the Process". */
const OF_SYSTEMD =
  /^(?:HOME|LOGNAME|USER|SHELL|LANG|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_(?:WATCH|WRITE)|(?:STATE|CACHE|LOGS|RUNTIME)_DIRECTORY)$/;
/** What bash puts there. */
const OF_BASH = /^(?:PWD|OLDPWD|SHLVL|_)$/;
const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';

/** Every difference between what a service was given and what its process found. */
export function differences(
  name: string,
  given: Given,
  report: Report | undefined,
  accounts: Accounts,
): readonly string[] {
  if (report === undefined) return ['it did not start'];
  const [want, found] = [wanted(name, given, accounts), seen(given, report)];
  return Object.keys(want).flatMap((key) => {
    const [one, other] = [want, found].map((facts) =>
      JSON.stringify((facts as Record<string, unknown>)[key]),
    );
    return one === other ? [] : [`${key}: given ${one}, found ${other}`];
  });
}

function wanted(name: string, given: Given, accounts: Accounts): object {
  const {
    args,
    program,
    cwd = given.tsm ? `${ROOT}/services` : ROOT,
    umask = '0027',
    openFiles,
    coreSize,
    // The manager of the machine is as nice as who booted it, and what is not told otherwise is as nice as that.
    nice = getPriority(),
    sourced,
  } = given;
  const env = {
    ...wantedEnv(given),
    PATH,
    TSM_SERVICE: name,
    TSM_ENVIRONMENT: 'production',
    ...(sourced === undefined ? {} : { SOURCED: '1' }),
  };
  return {
    argv: [...program.argv, ...args],
    env: Object.fromEntries(Object.entries(env).toSorted(byName)),
    cwd,
    ...identity(given, accounts),
    umask: Number.parseInt(umask, 8),
    openFiles: openFiles === undefined ? undefined : twice(openFiles),
    coreSize: coreSize === undefined ? undefined : twice(coreSize),
    processes: twice(20_000),
    nice,
  };
}

const twice = (limit: number): readonly string[] => [String(limit), String(limit)];
const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

function identity({ user = 'root', group }: Given, { users, groups }: Accounts): object {
  const [name, account] =
    [...users].find(([one, { uid }]) => one === user || String(uid) === user) ?? missing(user);
  const gid = group === undefined ? account.gid : (groups.get(group)?.gid ?? Number(group));
  // initgroups(3) with the group of the process.
  const further = [...groups.values()].filter(({ members }) => members.includes(name));
  const others = new Set(further.map((one) => one.gid).filter((one) => one !== gid));
  return { uid: account.uid, gid, groups: [...others].toSorted((a, b) => a - b) };
}

function missing(user: string): never {
  throw new Error(`there is no user ${user}`);
}

function seen(given: Given, { argv, env, cwd, status, limits, nice }: Report): object {
  const [own = '', ...rest] = argv;
  const known = wantedEnv(given);
  const ours = [...env].filter(
    ([key]) =>
      Object.hasOwn(known, key) || !(OF_SYSTEMD.test(key) || (needsShell(given) && OF_BASH.test(key))),
  );
  const [uid, gid] = ['Uid', 'Gid'].map((field) => sameFourTimes(status.get(field) ?? ''));
  const further = (status.get('Groups') ?? '').trim().split(' ').filter(Boolean).map(Number);
  return {
    argv: own.endsWith('python3') ? rest : argv,
    env: Object.fromEntries(ours.toSorted(byName)),
    cwd,
    uid,
    gid,
    groups: [...new Set(further)].filter((one) => one !== gid).toSorted((a, b) => a - b),
    umask: Number.parseInt(status.get('Umask') ?? '', 8),
    openFiles: given.openFiles === undefined ? undefined : limits.get('Max open files'),
    coreSize: given.coreSize === undefined ? undefined : limits.get('Max core file size'),
    processes: limits.get('Max processes'),
    nice,
  };
}

/** Real, effective, saved and of the file system: nothing but one number. */
function sameFourTimes(field: string): number | undefined {
  const numbers = new Set(field.split('\t').map(Number));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
