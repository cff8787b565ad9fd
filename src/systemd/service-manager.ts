import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';

/** What systemd says of one unit. Texts are empty and numbers absent where it says nothing. */
export interface UnitState {
  readonly name: string;
  /** `loaded`, `not-found`, `masked`, `bad-setting`, `error`. */
  readonly loadState: string;
  /** `active`, `inactive`, `failed`, `activating`, `deactivating`, `reloading`. */
  readonly activeState: string;
  readonly subState: string;
  readonly result: string;
  /** Names one run of the unit; another run has another. */
  readonly invocationId: string;
  readonly mainPid: number;
  readonly restarts: number;
  readonly fragmentPath: string;
  readonly dropIns: readonly string[];
  readonly needDaemonReload: boolean;
  readonly unitFileState: string;
  /** When it last became active, in milliseconds since 1970; 0 when it never did. */
  readonly activeSince: number;
  readonly mainStartedAt: number;
  readonly memoryBytes: number | undefined;
  readonly cpuNanoseconds: number | undefined;
  readonly tasks: number | undefined;
  readonly controlGroup: string;
  readonly exitCode: string;
  readonly exitStatus: string;
  readonly statusText: string;
  /** When it last changed its state, in milliseconds since 1970; 0 when it never did. */
  readonly changedAt?: number;
  /** How long its last start and its last stop took, in milliseconds. */
  readonly startTook?: number | undefined;
  readonly stopTook?: number | undefined;
  /** Whether its last main process had ended when it left `active`; a stop leaves that first. */
  readonly mainEndedFirst?: boolean | undefined;
  /** Whether the conditions of its last start held; absent when none was checked. */
  readonly conditionMet?: boolean | undefined;
}

/** What systemd tells of a unit that is loaded and never ran. */
export const NEVER_RAN: Omit<UnitState, 'name'> = {
  loadState: 'loaded',
  activeState: 'inactive',
  subState: 'dead',
  result: 'success',
  invocationId: '',
  mainPid: 0,
  restarts: 0,
  fragmentPath: '',
  dropIns: [],
  needDaemonReload: false,
  unitFileState: '',
  activeSince: 0,
  mainStartedAt: 0,
  memoryBytes: undefined,
  cpuNanoseconds: undefined,
  tasks: undefined,
  controlGroup: '',
  exitCode: '',
  exitStatus: '',
  statusText: '',
};

/** What systemd tells of a name for which it has nothing, neither in memory nor on disk. */
export const notFound = (name: string): UnitState => ({ ...NEVER_RAN, name, loadState: 'not-found' });

/** The service manager says nothing of its units: it cannot be reached, or hangs. What it would have said is not guessed. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly scope: 'system' | 'user';

  constructor(scope: 'system' | 'user', reason: string) {
    super(reason);
    this.scope = scope;
  }
}

export const managerSilent = ({ scope, message }: NoAnswer): Diagnostic =>
  diagnostic('manager-silent', undefined, { scope, reason: printable(message) });

/** How a request to systemd ended. `message` is what it printed. */
export interface Outcome {
  readonly ok: boolean;
  readonly message: string;
}

/** The one door to the machine's service manager: systemd's words, a whole list of units per call. */
export interface ServiceManager {
  readonly show: (units: readonly string[]) => Promise<ReadonlyMap<string, UnitState>>;
  /** Which of these systemd has in memory. Much quicker than `show`, which has it look for each of the others on disk. */
  readonly inMemory: (units: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The folders from which it loads units: `UnitPath=`. */
  readonly unitPath: () => Promise<readonly string[]>;
  readonly daemonReload: () => Promise<Outcome>;
  readonly start: (units: readonly string[]) => Promise<Outcome>;
  readonly stop: (units: readonly string[]) => Promise<Outcome>;
  readonly restart: (units: readonly string[]) => Promise<Outcome>;
  readonly reload: (units: readonly string[]) => Promise<Outcome>;
  readonly resetFailed: (units: readonly string[]) => Promise<Outcome>;
  /** Makes systemd write the limits of a slice's members anew, by a transient unit in it. */
  readonly touchSlice: (slice: string) => Promise<Outcome>;
  readonly createUsers: (fragment: string) => Promise<Outcome>;
  readonly createDirectories: (fragment: string) => Promise<Outcome>;
  /** The end of what the journal has of a unit's last run, in so many lines at most. */
  readonly lastRun: (unit: string, count: number) => Promise<readonly string[]>;
}

/** A process of the unit runs, is starting, or reads its configuration anew. */
export const isUp = (state: UnitState | undefined): boolean =>
  /^(?:active|activating|reloading)$/.test(state?.activeState ?? '');
