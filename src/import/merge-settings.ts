import type { WrittenService } from '../config/written.ts';

/** Settings of one service from several fields; objects are joined. */
export function mergeSettings(one: WrittenService, other: WrittenService): WrittenService {
  return merge(one, other) as WrittenService;
}

function merge(one: object, other: object): object {
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = merged[key];
    merged[key] = isPlain(before) && isPlain(value) ? merge(before, value) : value;
  }
  return merged;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
