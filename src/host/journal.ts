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

const BY_SYSTEMD = / systemd\[\d+\]: /;
const STARTING = / systemd\[\d+\]: Starting /;

/**
 * Of the last lines about a unit, in journalctl's `short` form, those of its last start: what came before only distracts
 * from why it failed. A quick program's words may stand before systemd's own "Starting", which it says after the fork and
 * over another socket; so they begin after the last that systemd said about the run before.
 */
export function sinceLastStart(lines: readonly string[]): readonly string[] {
  const starting = lines.findLastIndex((line) => STARTING.test(line));
  if (starting === -1) return lines;
  return lines.slice(lines.slice(0, starting).findLastIndex((line) => BY_SYSTEMD.test(line)) + 1);
}
