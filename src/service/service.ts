import type { Settings } from '../config/schema/service.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import type { UnitName } from '../unit/unit.ts';
import type { Command, ShellCommand } from './command.ts';
import type { Homes } from './accounts.ts';

/** A value of the environment of a service, with where it was written. */
export interface EnvValue {
  readonly value: string;
  readonly at: Place;
  /** Variables it was made from, for tracing secrets. */
  readonly uses: ReadonlySet<string>;
}

export type EnvMap = ReadonlyMap<string, EnvValue>;

/** Where the project lies: `from` relative to the project directory, `to` absolute on the host. */
export interface Root {
  readonly from: string;
  readonly to: string;
}

/** One environment with nothing left open. */
export interface Environment {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isDefault: boolean;
  readonly project: string;
  readonly id: string;
  readonly description: string;
  /** Unit names begin with it; it names the store on the host. */
  readonly base: string;
  readonly target: UnitName;
  readonly slice: UnitName;
  readonly scope: 'system' | 'user';
  /** Oldest systemd its units must run on. */
  readonly systemd: number;
  readonly user: string | undefined;
  readonly group: string | undefined;
  /** Home directory of the user on the host. */
  readonly home: string;
  /** Those that the config gives its users; the others have what is usual. */
  readonly homes: Homes;
  readonly root: Root | undefined;
  readonly path: readonly string[];
  readonly variables: EnvMap;
  readonly env: EnvMap;
  readonly envFile: readonly string[];
  readonly secrets: readonly string[];
  readonly public: readonly string[];
  /** Where the installed bundles of this environment live on a host. */
  readonly store: string;
  readonly maxExposure: number | undefined;
  readonly sliceLimits: Readonly<Record<string, string | number>>;
  readonly placeOf: (path: ConfigPath) => Place;
}

/** One service in one environment with nothing left open: what the planner turns into units. */
export interface Service {
  readonly name: string;
  readonly environment: Environment;
  /** `tetra-dev-api`: unit names are this and a type. */
  readonly prefix: string;
  /** Files it is made from, for the comment on top of the unit. */
  readonly sources: readonly string[];
  readonly description: string;
  readonly command: Command;
  readonly pre: readonly ShellCommand[];
  readonly reload: Command | undefined;
  readonly cwd: string;
  readonly user: string | undefined;
  readonly group: string | undefined;
  /** PATH of the unit. */
  readonly path: readonly string[];
  /** What the env file holds. PATH is not among it. */
  readonly env: EnvMap;
  /** Names of variables that only the host knows. */
  readonly secrets: readonly string[];
  /** The port that PORT says. */
  readonly port: number | undefined;
  readonly ports: readonly Port[];
  readonly programs: readonly string[];
  readonly source: readonly string[];
  readonly relations: Relations;
  readonly health: Health | undefined;
  readonly autostart: boolean;
  /** Everything that maps to directives one to one, merged over all layers. */
  readonly settings: Settings;
  /** Where a setting was written; a setting nobody wrote has the place of the whole service. */
  readonly placeOf: (path: ConfigPath) => Place;
}

export interface Port {
  readonly number: number;
  readonly protocol: 'http' | 'tcp' | 'udp';
  readonly name?: string;
}

/** Names of services of the same environment. */
export interface Relations {
  readonly depends: readonly string[];
  readonly wants: readonly string[];
  readonly after: readonly string[];
  readonly requires: readonly string[];
}

/** A poll that start-up waits for: a GET of `url`, or `command`. Pauses and time-outs are time spans of systemd. */
export interface Health {
  readonly url?: string;
  readonly command?: ShellCommand;
  readonly interval: string | number;
  readonly timeout: string | number;
}
