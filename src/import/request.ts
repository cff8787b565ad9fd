/** What can be imported. */
export const KINDS = ['procfile', 'pm2', 'systemd', 'env-toml'] as const;
export type Kind = (typeof KINDS)[number];

/** A file as it is imported. What a JavaScript file exports comes as JSON. */
export interface ImportRequest {
  readonly kind: Kind;
  /** Name for messages. */
  readonly file: string;
  readonly text: string;
  /** Folder of the file below the project, `.` for the project's own. */
  readonly directory: string;
  /** Folder that it lies in, absolute; nothing for a pipe. */
  readonly place?: string | undefined;
  /** Folder of a program that computed paths from it, absolute. */
  readonly folder?: string | undefined;
  /** Files of the project, by their path below the folder of the file. */
  readonly beside: Beside;
  /** How many of which process a Procfile starts: `{ web: 2 }`. */
  readonly formation: Readonly<Record<string, number>>;
  /** Why the `.env` beside a Procfile is on no other machine: `ignored by git`. */
  readonly uncommitted?: string | undefined;
}

export interface Beside {
  readonly read: (path: string) => string | undefined;
  readonly exists: (path: string) => boolean;
  /** Names in a folder, sorted; none where there is no folder. */
  readonly list: (path: string) => readonly string[];
}

export const isKind = (text: string): text is Kind => KINDS.some((kind) => kind === text);

/** What a file is, told by its name, else by its first characters. */
export function detectKind(file: string, text: string): Kind | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return (BY_NAME.find(([pattern]) => pattern.test(name)) ??
    BY_TEXT.find(([pattern]) => pattern.test(text)))?.[1];
}

const BY_NAME: readonly (readonly [RegExp, Kind])[] = [
  [/^Procfile(?:\.[\w-]+)?$|^[\w-]+\.procfile$/i, 'procfile'],
  [/\.(?:service|timer|socket|path)$/, 'systemd'],
  [/^env\.toml$/, 'env-toml'],
  [/^(?:ecosystem|pm2|process|processes)(?:[.-][\w.-]+)?\.(?:json|ya?ml|[cm]?js)$|^jlist(?:\.json)?$/, 'pm2'],
  [/\.config\.[cm]?js$/, 'pm2'],
];

const BY_TEXT: readonly (readonly [RegExp, Kind])[] = [
  [/^\s*\[\s*\{[^]{0,200000}"pm2_env"\s*:/, 'pm2'],
  // What `pm2 jlist` prints where PM2 has nothing.
  [/^\s*\[\s*\]\s*$/, 'pm2'],
  [/^\s*\{[^]{0,2000}"?apps"?\s*:|^\s*apps\s*:\s*$/m, 'pm2'],
  [/^\[(?:Unit|Service)\][ \t]*$/m, 'systemd'],
  [/^\[(?:shared|service)\][ \t]*$/m, 'env-toml'],
  [/^\s*(?:module\.exports|export default)\b/m, 'pm2'],
  [/^(?:web|worker|release|clock|api|app|server):[ \t]*\S/m, 'procfile'],
];
