import { createColors } from './colors.ts';
import type { Palette } from '../diagnostics/print.ts';

export function palette(color: boolean): Palette {
  const { bold, cyan, dim, red, yellow } = createColors(color);
  return {
    severity: { error: (text) => bold(red(text)), warning: (text) => bold(yellow(text)), info: cyan },
    place: bold,
    dim,
  };
}
