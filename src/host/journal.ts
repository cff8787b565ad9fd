/** What of the journal is wanted. */
export interface JournalRequest {
  readonly scope: 'system' | 'user';
  readonly units: readonly string[];
  /** A number, or `all`. */
  readonly lines: string | undefined;
  readonly follow: boolean;
  /** As journalctl reads it: `1h ago`, `2026-01-31 12:00`, `today`. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly json: boolean;
}

const DEFAULT_LINES = '50';

/** journalctl(1). With a beginning in time, all since then is wanted unless a number is given. */
export function journalArguments(request: JournalRequest): readonly string[] {
  const { scope, units, lines, follow, since, until, json } = request;
  const option = scope === 'user' ? '--user-unit' : '--unit';
  const count = lines ?? (since === undefined ? DEFAULT_LINES : undefined);
  return [
    ...units.map((unit) => `${option}=${unit}`),
    '--no-pager',
    ...(count === undefined || linesToKeep(request) !== undefined ? [] : [`--lines=${count}`]),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(until === undefined ? [] : [`--until=${until}`]),
    ...(follow ? ['--follow'] : []),
    ...(json ? ['--output=json'] : []),
  ];
}

/** How many of the last lines are to be kept by us: behind --since, older journalctl counts from the first. */
export const linesToKeep = ({ lines, since, follow }: JournalRequest): number | undefined =>
  lines === undefined || lines === 'all' || since === undefined || follow ? undefined : Number(lines);
