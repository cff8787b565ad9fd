// [I/O] Where the sources say what a unit says, looked up in the project that the command stands in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiled } from '../compile.ts';
import type { ComparedBundle } from '../compare/report.ts';
import type { ValueChange } from '../compare/revisions.ts';
import { locate } from '../config/locate.ts';
import { positionAt } from '../diagnostics/frame.ts';
import { isPlace, isSpan, type Origin } from '../diagnostics/place.ts';
import { compileProject } from './project.ts';

/** The same bundles, with the place of every new value that the sources still say. Without a config that compiles there are none. */
export async function withPlaces(
  cwd: string,
  bundles: readonly ComparedBundle[],
): Promise<readonly ComparedBundle[]> {
  if (bundles.every(({ units }) => units.every(({ changes }) => changes.length === 0))) return bundles;
  const { directory, compiled } = await compileProject(cwd, []);
  if (compiled.value === undefined) return bundles;
  const { value } = compiled;
  return Promise.all(
    bundles.map(async (bundle) => ({
      ...bundle,
      units: await Promise.all(
        bundle.units.map(async (unit) => ({
          ...unit,
          changes: await Promise.all(
            unit.changes.map(async (change) => {
              const at = await placeText(originOf(change, unit.unit, bundle.environment, value), directory);
              return at === undefined ? change : { ...change, at };
            }),
          ),
        })),
      ),
    })),
  );
}

/** Where a new value comes from, if the sources as they are now give that value. */
function originOf(
  { section, key, after }: ValueChange,
  unit: string,
  environment: string,
  { bundles, services }: Compiled,
): Origin | undefined {
  if (section === 'environment') {
    const service = services.find(
      (one) => one.environment.name === environment && `${one.prefix}.service` === unit,
    );
    const entry = service?.env.get(key);
    return entry !== undefined && entry.value === after[0] ? entry.at : undefined;
  }
  const file = bundles
    .find((one) => one.environment.name === environment)
    ?.units.find(({ name }) => name === unit);
  return file?.sections
    .find(({ name }) => `[${name}]` === section)
    ?.directives.find((one) => one.key === key && after.includes(one.value))?.origin;
}

/** `services/api.tsm:3`. */
async function placeText(origin: Origin | undefined, directory: string): Promise<string | undefined> {
  if (origin === undefined || !isPlace(origin)) return undefined;
  const text = readIfThere(join(directory, origin.file));
  if (text === undefined) return undefined;
  const stretch = isSpan(origin)
    ? origin
    : 'path' in origin
      ? await locate(origin.file, text, origin.path)
      : undefined;
  return stretch === undefined ? origin.file : `${origin.file}:${positionAt(text, stretch.start).line}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
