// [I/O] Whether a program is there and may be run by whoever asks.
import { accessSync, constants, statSync } from 'node:fs';

export function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
