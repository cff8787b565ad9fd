import { parseTimespan } from '../values/measure.ts';

/** A time span of systemd in seconds; `Infinity` for "infinity", nothing for what is none. */
export function secondsIn(span: string | number): number | undefined {
  const microseconds = parseTimespan(String(span));
  return microseconds === undefined ? undefined : microseconds / 1_000_000;
}
