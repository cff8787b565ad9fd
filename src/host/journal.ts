/** What of the journal is wanted. */
export interface JournalRequest {
  readonly scope: 'system' | 'user';
  readonly units: readonly string[];
  readonly lines: string | undefined;
  readonly follow: boolean;
  /** As journalctl reads it: `1h ago`, `2026-01-31 12:00`, `today`. */
  readonly since: string | undefined;
  readonly json: boolean;
}

const DEFAULT_LINES = '50';

/** journalctl(1). With a beginning in time, all since then is wanted unless a number is given. */
export function journalArguments({
  scope,
  units,
  lines,
  follow,
  since,
  json,
}: JournalRequest): readonly string[] {
  const option = scope === 'user' ? '--user-unit' : '--unit';
  const count = lines ?? (since === undefined ? DEFAULT_LINES : undefined);
  return [
    ...units.map((unit) => `${option}=${unit}`),
    '--no-pager',
    ...(count === undefined ? [] : [`--lines=${count}`]),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(follow ? ['--follow'] : []),
    ...(json ? ['--output=json'] : []),
  ];
}

/** Of the last lines about a unit those of its last start: what came before only distracts from why it failed. */
export const sinceLastStart = (lines: readonly string[]): readonly string[] =>
  lines.slice(
    Math.max(
      0,
      lines.findLastIndex((line) => / systemd\[\d+\]: Starting /.test(line)),
    ),
  );
