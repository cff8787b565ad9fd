import { dirname, join } from 'node:path';

/** Where an environment lies on a host. All absolute; nothing here touches the disk. */
export interface HostPaths {
  readonly scope: 'system' | 'user';
  readonly base: string;
  /** `/etc/tsm/<base>`. */
  readonly store: string;
  readonly generations: string;
  /** The symbolic link whose rename(2) is the commit of an install. */
  readonly current: string;
  readonly secrets: string;
  readonly state: string;
  /** There while an install is under way. */
  readonly pending: string;
  readonly lock: string;
  /** Where a link to each unit lies. */
  readonly links: string;
  /** Where the manager keeps what operators decide: `.wants` folders, masks, full edits. */
  readonly operator: string;
  /** Where the manager looks for units. */
  readonly unitPath: readonly string[];
  /** Files for sysusers.d and tmpfiles.d; none in user scope. */
  readonly sysusers: string | undefined;
  readonly tmpfiles: string | undefined;
}

/** Folders in which a unit of ours could be shadowed, or shadow another's, in the order of systemd.unit(5). */
const SYSTEM_UNIT_PATH = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
];

/** The same for the manager of a user. */
const userUnitPath = (home: string, runtime: string): readonly string[] => [
  join(home, '.config/systemd/user.control'),
  join(runtime, 'systemd/user.control'),
  join(runtime, 'systemd/transient'),
  join(runtime, 'systemd/generator.early'),
  join(home, '.config/systemd/user'),
  '/etc/xdg/systemd/user',
  '/etc/systemd/user',
  join(runtime, 'systemd/user'),
  '/run/systemd/user',
  join(runtime, 'systemd/generator'),
  join(home, '.local/share/systemd/user'),
  '/usr/local/share/systemd/user',
  '/usr/share/systemd/user',
  '/usr/local/lib/systemd/user',
  '/usr/lib/systemd/user',
  join(runtime, 'systemd/generator.late'),
];

export interface HostContext {
  readonly scope: 'system' | 'user';
  /** Home directory of the user whose manager it is; unused in system scope. */
  readonly home: string;
  /** XDG_RUNTIME_DIR of that user; unused in system scope. */
  readonly runtime: string;
  /** Whether links in /usr/local/lib are there when systemd builds the boot transaction. */
  readonly localLibAtBoot: boolean;
}

/** `/etc/tsm`, or `~/.config/tsm`. */
export const storeRoot = ({ scope, home }: Pick<HostContext, 'scope' | 'home'>): string =>
  scope === 'user' ? join(home, '.config/tsm') : '/etc/tsm';

export function hostPaths(context: HostContext, base: string): HostPaths {
  const store = join(storeRoot(context), base);
  const isUser = context.scope === 'user';
  return {
    scope: context.scope,
    base,
    store,
    generations: join(store, 'generations'),
    current: join(store, 'current'),
    secrets: join(store, 'secrets'),
    state: join(store, 'state.json'),
    pending: join(store, 'pending.json'),
    lock: isUser ? join(context.runtime, `tsm-${base}.lock`) : `/run/tsm-${base}.lock`,
    links: isUser
      ? join(context.home, '.local/share/systemd/user')
      : context.localLibAtBoot
        ? '/usr/local/lib/systemd/system'
        : '/etc/systemd/system',
    operator: isUser ? join(context.home, '.config/systemd/user') : '/etc/systemd/system',
    unitPath: isUser ? userUnitPath(context.home, context.runtime) : SYSTEM_UNIT_PATH,
    sysusers: isUser ? undefined : `/etc/sysusers.d/tsm-${base}.conf`,
    tmpfiles: isUser ? undefined : `/etc/tmpfiles.d/tsm-${base}.conf`,
  };
}

/** What `%h` stands for: the home of the user whose manager it is. */
export const homeOf = ({ scope, store }: HostPaths): string =>
  scope === 'user' ? dirname(dirname(dirname(store))) : '/root';

/** The root of a manifest as a path of this host. */
export const hostRoot = (paths: HostPaths, root: string): string =>
  root.replace(/^%h(?=\/|$)/, homeOf(paths));

/** What a link to a unit says. It dangles until the switch brings the unit, and after the switch that takes it. */
export const unitLinkTarget = (paths: HostPaths, unit: string): string => join(paths.current, unit);
export const unitLink = (paths: HostPaths, unit: string): string => join(paths.links, unit);
/** The `[Install]` link: a member below the target, the target below what boots. */
export const wantsLink = (paths: HostPaths, unit: string, wantedBy: string): string =>
  join(paths.operator, `${wantedBy}.wants`, unit);
export const generationPath = (paths: HostPaths, number: number): string =>
  join(paths.generations, String(number));

/** What the unit's second `EnvironmentFile=` reads. */
export const secretFile = (paths: HostPaths, unit: string): string =>
  join(paths.secrets, `${unit.replace(/\.service$/, '')}.env`);
