import picocolors from 'picocolors';

type Paint = (text: string) => string;

/** The few colours that are used, or none. `color` is decided once, in `main.ts`, and by nobody else. */
export function createColors(
  color: boolean,
): Record<'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow', Paint> {
  const { bold, cyan, dim, green, red, yellow } = picocolors.createColors(color);
  return { bold, cyan, dim, green, red, yellow };
}
