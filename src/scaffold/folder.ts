/** A folder in which a project is to be set up, as far as a proposal needs to know it. */
export interface Folder {
  /** Its name, without the path. */
  readonly name: string;
  /** The text of a file of moderate size; nothing when it is missing or no text. */
  readonly read: (file: string) => string | undefined;
  readonly has: (path: string) => boolean;
  /** Files that a pattern matches, sorted; nothing in node_modules, virtual environments and hidden folders. */
  readonly find: (pattern: string) => readonly string[];
  readonly git: GitFacts | undefined;
}

/** What git says of a folder that lies in a repository. */
export interface GitFacts {
  /** From the top of the repository to this folder: ``, or `services/shop/`. */
  readonly prefix: string;
  /** Those of the paths asked about that git ignores. */
  readonly ignored: ReadonlySet<string>;
  /** Those that are committed, or about to be. */
  readonly tracked: ReadonlySet<string>;
}

/** Paths whose fate under `.gitignore` decides what is proposed. */
export const GIT_QUESTIONS = [
  '.env',
  'systemd/dev/tsm.json',
  'systemd/dev/env/app.env',
  'systemd/dev/app.service',
];
