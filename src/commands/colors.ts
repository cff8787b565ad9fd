import * as colors from 'yoctocolors';

type Paint = (text: string) => string;

const plain: Paint = (text) => text;

/** The few colours that are used, or none. `color` is decided once, in `main.ts`. */
export function createColors(
  color: boolean,
): Record<'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow', Paint> {
  const { bold, cyan, dim, green, red, yellow } = colors;
  return color
    ? { bold, cyan, dim, green, red, yellow }
    : { bold: plain, cyan: plain, dim: plain, green: plain, red: plain, yellow: plain };
}
