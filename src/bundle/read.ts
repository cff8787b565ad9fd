// [I/O] What is on disk of a bundle.
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommittedPorts } from '../config/sources.ts';
import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { MANIFEST } from './bundle.ts';
import { manifestSchema, type Manifest } from './manifest.ts';

/** A manifest on disk. `file` is its name for messages. */
export function readManifest(path: string, file: string): Checked<Manifest> {
  const fail = (problem: string): Checked<Manifest> => ({
    value: undefined,
    diagnostics: [diagnostic('manifest-unreadable', { file }, { file, problem })],
  });
  try {
    const text = readFileSync(path, 'utf8');
    if (/^<{7} /m.test(text)) return fail('it holds a merge conflict');
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success
      ? { value: parsed.data, diagnostics: [] }
      : fail(parsed.error.issues[0]?.message ?? 'it is no manifest');
  } catch (problem) {
    return fail((problem as Error).message);
  }
}

/** Ports of the committed bundles below `outDir`, by environment and service. */
export function readCommittedPorts(directory: string, outDir: string): Checked<CommittedPorts> {
  const ports = new Map<string, ReadonlyMap<string, number>>();
  const diagnostics: Diagnostic[] = [];
  for (const name of bundleNames(directory, outDir)) {
    const manifest = readManifest(join(directory, outDir, name, MANIFEST), `${outDir}/${name}/${MANIFEST}`);
    diagnostics.push(...manifest.diagnostics);
    if (manifest.value !== undefined) ports.set(manifest.value.environment, portsOf(manifest.value));
  }
  return checked(ports, diagnostics);
}

/** Bundles of the project whose environment its config does not have any more. `install` would still take them. */
export function leftBundles(
  directory: string,
  outDir: string,
  id: string,
  environments: readonly string[],
): readonly Diagnostic[] {
  const others = bundleNames(directory, outDir).filter((name) => !environments.includes(name));
  return others.flatMap((name) => {
    const folder = `${outDir}/${name}`;
    const { value } = readManifest(join(directory, folder, MANIFEST), `${folder}/${MANIFEST}`);
    return value === undefined || value.id !== id || environments.includes(value.environment)
      ? []
      : [diagnostic('bundle-left', undefined, { folder, environment: value.environment })];
  });
}

/** Links lead elsewhere, and what lies there is none of the project's business. */
function bundleNames(project: string, outDir: string): readonly string[] {
  const directory = join(project, outDir);
  if (notAFolder(project, outDir) !== undefined || !existsSync(directory)) return [];
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter(
      (name) => lstatSync(join(directory, name, MANIFEST), { throwIfNoEntry: false })?.isFile() === true,
    )
    .sort();
}

/** The first part of a path below `project` that is there and is no folder of the project's own, but a file or a link. */
export function notAFolder(project: string, path: string): string | undefined {
  const parts = path.split('/');
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return prefixes.find(
    (prefix) => lstatSync(join(project, prefix), { throwIfNoEntry: false })?.isDirectory() === false,
  );
}

function portsOf({ units }: Manifest): ReadonlyMap<string, number> {
  return new Map(
    Object.values(units).flatMap(({ service, port }) =>
      port === undefined ? [] : [[service, port] as const],
    ),
  );
}
