import type { UnitState } from '../systemd/service-manager.ts';
import type { Reach } from './access.ts';
import type { RefusedFile } from './refused-file.ts';
import type { DirectoryFact } from './directories.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Account } from './identity.ts';
import type { LostMount } from './lost-mounts.ts';
import type { NodeFact } from './node.ts';
import type { ProgramFact } from './programs.ts';
import type { NamedPath, ServiceView } from './service-view.ts';

export type Role = 'working-directory' | 'source' | 'env-file' | 'secrets' | 'sandbox';

/** A path that a unit needs, and how far its user comes. */
export interface PathFact {
  readonly role: Role;
  readonly named: NamedPath;
  readonly reach: Reach;
  /** A file of variables that systemd refuses to read. */
  readonly isNoText?: true;
  /** The directive that hides it from the service. */
  readonly hiddenBy: string | undefined;
}

/** A file that is read at the start and was changed after it. */
export interface NewerInput {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** What the text of a unit asks for, and how far this host has it. */
export interface UnitNeeds {
  readonly view: ServiceView;
  /** Nothing where systemd makes the user, or the host gave no answer. */
  readonly account: Account | undefined;
  readonly paths: readonly PathFact[];
  readonly programs: readonly ProgramFact[];
  readonly directories: readonly DirectoryFact[];
  readonly lostMounts: readonly LostMount[];
}

/** All that was seen of one service. */
export interface UnitExam extends UnitNeeds {
  /** What it would ask for without the drop-ins of this host, where it has some. */
  readonly withoutEdit?: UnitNeeds;
  readonly state: UnitState;
  /** Name of the service in the config. */
  readonly service: string;
  /** The file of the project that defines it. */
  readonly source: string | undefined;
  readonly missingSecrets: readonly string[];
  readonly node: NodeFact | undefined;
  readonly newerInput: NewerInput | undefined;
  /** Where it listens in place of its own port. */
  readonly elsewhere: Elsewhere | undefined;
  /** Controllers that its limits need and its control group does not have. */
  readonly lackingControllers: readonly string[];
  /** A file that it said not to get, and how far its user comes. */
  readonly refusedFile: RefusedFile | undefined;
  /** What it said at last that it may not write; `point` is where its file system is mounted, if that is why. */
  readonly readOnly: { readonly path: string; readonly point: string | undefined } | undefined;
  /** The last lines of the journal of a service that is down. They are matched, never shown: they may hold anything. */
  readonly journal: string;
  /** The line of it that says why, with secrets covered. */
  readonly said: string | undefined;
}
