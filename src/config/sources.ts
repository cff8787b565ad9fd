import type { Checked } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../tsmfile/variable.ts';

/** Everything that generating reads, so that what follows needs no disk. */
export interface Sources extends ProjectFiles {
  /** Ports of the bundles that are committed, by environment and service. They stay what they were. */
  readonly committedPorts: (outDir: string) => Checked<CommittedPorts>;
}

/** The config and the files of a project. */
export interface ProjectFiles {
  /** The config's file, relative to the project directory, for messages and comments. */
  readonly configFile: string;
  /** What the config exports, not yet checked. */
  readonly config: unknown;
  /** Looks for files by a pattern relative to the project directory; sorted. */
  readonly find: (pattern: string) => readonly string[];
  /** A file of the project, or why it cannot be read. */
  readonly read: (file: string) => ReadResult;
  /** Whether a file of the project exists, and whether it may be executed. */
  readonly probe: (file: string) => FileProbe;
}

export type ReadResult =
  { readonly source: SourceText } | { readonly missing: true } | { readonly unreadable: string };

export interface FileProbe {
  readonly exists: boolean;
  readonly executable: boolean;
}

/** Environment → service → port. */
export type CommittedPorts = ReadonlyMap<string, ReadonlyMap<string, number>>;
