const SPANS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** Milliseconds for people: `0.35s`, `12s`, `3min`, `2h`, `4d`. */
export function spanText(milliseconds: number): string {
  const found = SPANS.find(([size]) => milliseconds >= size);
  if (found !== undefined) return `${Math.floor(milliseconds / found[0])}${found[1]}`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(milliseconds < 1000 ? 2 : 1)}s`;
  return `${Math.floor(milliseconds / 1000)}s`;
}

/** Whole seconds at the least, for times that systemd gives in seconds. */
export const ageText = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${Math.max(0, Math.floor(milliseconds / 1000))}s` : spanText(milliseconds);

const SIZES = [
  [1024 ** 4, 'T'],
  [1024 ** 3, 'G'],
  [1024 ** 2, 'M'],
  [1024, 'K'],
] as const;

/** Bytes as systemd writes them, base 1024: `45.1M`. */
export function bytesText(bytes: number): string {
  const found = SIZES.find(([size]) => bytes >= size);
  return found === undefined ? `${bytes}B` : `${(bytes / found[0]).toFixed(1)}${found[1]}`;
}
