import type { WrittenService } from '../config/written.ts';

/** A service that a folder seems to want, and why it is thought so. */
export interface Proposal {
  readonly name: string;
  /** As a `.tsm` file holds it; `${TSM_PORT}` stands for the port. */
  readonly command: string;
  /** From the folder of the config; `.` is that folder. */
  readonly cwd: string;
  /** A number, or `8000+`. */
  readonly port?: string;
  /** What another tool's file says of it beyond command, folder and port. */
  readonly settings?: WrittenService;
  /** Environment → what the same file says of it there. */
  readonly inEnvironments?: Readonly<Record<string, WrittenService>>;
  /** Its name in another tool's file. */
  readonly from?: string;
  /** Where it was found, for whoever decides. */
  readonly why: string;
  /** What is worth knowing about it, each a sentence. */
  readonly notes: readonly string[];
  /** Runs in development alone: it watches files, or serves from sources. */
  readonly devOnly?: true;
}

/** What one kind of file gave. */
export interface Found {
  readonly proposals: readonly Proposal[];
  readonly notes: readonly string[];
}

export const NOTHING: Found = { proposals: [], notes: [] };

/** A place in a command where the port goes. */
export const PORT_HERE = '${TSM_PORT}';
