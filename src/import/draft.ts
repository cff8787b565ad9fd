import type { WrittenEnvironment, WrittenService } from '../config/written.ts';

/** A project as another tool describes it, in the words of our config and not yet written anywhere. */
export interface Draft {
  /** A name for the project, if what was read suggests one. */
  readonly project: string | undefined;
  readonly services: readonly DraftService[];
  /** What differs by environment: `production` from an `env_production`, for one. */
  readonly environments: Readonly<Record<string, WrittenEnvironment>>;
  /** What holds in every environment that is made of it, whatever it is called: a sandbox and restarts as it had them. */
  readonly everywhere?: Pick<WrittenEnvironment, 'hardening' | 'restart' | 'user' | 'home'>;
  /** What became of every setting that was found. */
  readonly notes: readonly ImportNote[];
  /** Programs that a command calls: `services/NAME.sh` → text. */
  readonly scripts?: ReadonlyMap<string, string>;
  /** For units: what each was called, and the service that it became or starts. */
  readonly units?: ReadonlyMap<string, string>;
  /** For PM2: the names of its apps, and the services that each became. */
  readonly apps?: readonly { readonly app: string; readonly services: readonly string[] }[];
}

export interface DraftService {
  readonly name: string;
  /** As it will be written; shell text is in the form that a `.tsm` file holds. */
  readonly settings: WrittenService;
}

/** One line of the table that an import prints. */
export interface ImportNote {
  /** `web.max_memory_restart`, `clock.schedule`. */
  readonly item: string;
  /** `kept`: means the same here. `changed`: means nearly the same, `why` says how it differs. `dropped`: has no equivalent. */
  readonly outcome: 'kept' | 'changed' | 'dropped';
  /** What it became: `limits.memoryMax: 300M`. Empty when dropped. */
  readonly became: string;
  /** Empty when there is nothing to say. */
  readonly why: string;
}
