const BY_SYSTEMD = / systemd\[\d+\]: /;
const STARTING = / systemd\[\d+\]: Starting /;

/** What earlier runs said only distracts. One that has only begun, since systemd tries again, says nothing yet. */
export function lastRun(lines: readonly string[]): readonly string[] {
  const last = sinceLastStart(lines);
  return last.length <= BEGINNING ? lines : last;
}

/** "Starting" and "Started". */
const BEGINNING = 2;

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
