import { posix } from 'node:path';
import { decodeTsm, nameOfFile, overlayOf, type Definition } from '../config/decode.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Config } from '../config/schema.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { diagnostic, hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { evaluateTsmFile } from '../tsmfile/evaluate.ts';
import type { Scope, SourceText } from '../tsmfile/variable.ts';
import type { Environment } from './service.ts';

/** A .tsm file with the overlays that belong to it. */
export interface ServiceFile {
  readonly base: SourceText;
  /** Environment → overlay. */
  readonly overlays: ReadonlyMap<string, SourceText>;
}

export interface ServiceFiles {
  readonly files: readonly ServiceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds and reads the .tsm files that the config's globs name, overlays beside their base. */
export function findServiceFiles(config: Config, sources: ProjectFiles): ServiceFiles {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, SourceText>();
  for (const [index, entry] of config.services.entries()) {
    if (typeof entry !== 'string') continue;
    const at = { file: sources.configFile, path: ['services', index] };
    const found = isOutside(entry) ? undefined : sources.find(entry);
    if (found === undefined) diagnostics.push(diagnostic('glob-outside-project', at, { glob: entry }));
    else if (found.length === 0) diagnostics.push(diagnostic('glob-matches-nothing', at, { glob: entry }));
    for (const file of found ?? []) {
      if (texts.has(file)) continue;
      if (!file.endsWith('.tsm')) diagnostics.push(diagnostic('not-a-service-file', at, { file }));
      else readInto(texts, file, sources, diagnostics);
    }
  }
  return { files: joinOverlays(texts, config, diagnostics), diagnostics };
}

const isOutside = (glob: string): boolean => glob.startsWith('/') || glob.split('/').includes('..');

function readInto(
  texts: Map<string, SourceText>,
  file: string,
  sources: ProjectFiles,
  diagnostics: Diagnostic[],
): void {
  const result = sources.read(file);
  if ('source' in result) texts.set(file, result.source);
  else
    diagnostics.push(
      diagnostic(
        'unreadable-file',
        { file },
        { file, reason: 'missing' in result ? 'it is gone' : result.unreadable },
      ),
    );
}

function joinOverlays(
  texts: ReadonlyMap<string, SourceText>,
  config: Config,
  diagnostics: Diagnostic[],
): readonly ServiceFile[] {
  const bases = [...texts.values()].filter(({ file }) => overlayOf(file) === undefined);
  const overlays = [...texts.values()].filter(({ file }) => overlayOf(file) !== undefined);
  const byBase = new Map(
    bases.map((base) => [base.file.slice(0, -'.tsm'.length), new Map<string, SourceText>()]),
  );
  for (const overlay of overlays) {
    const stem = overlay.file.slice(0, overlay.file.lastIndexOf('@'));
    const environment = environmentNamed(overlayOf(overlay.file) ?? '', config);
    const at = { file: overlay.file };
    if (environment === undefined)
      diagnostics.push(unknownEnvironment(overlayOf(overlay.file) ?? '', config, at));
    else if (!byBase.has(stem))
      diagnostics.push(
        diagnostic('overlay-without-base', at, { file: overlay.file, name: nameOfFile(overlay.file) }),
      );
    else byBase.get(stem)?.set(environment, overlay);
  }
  return bases.map((base) => ({
    base,
    overlays: byBase.get(base.file.slice(0, -'.tsm'.length)) ?? new Map<string, SourceText>(),
  }));
}

/** The environment that a name or an alias stands for. */
export function environmentNamed(name: string, config: Config): string | undefined {
  if (Object.hasOwn(config.environments, name)) return name;
  return Object.entries(config.environments).find(([, { aliases }]) => aliases?.includes(name))?.[0];
}

export function unknownEnvironment(name: string, config: Config, at?: Diagnostic['at']): Diagnostic {
  const known = Object.keys(config.environments);
  const names = [...known, ...Object.values(config.environments).flatMap(({ aliases }) => aliases ?? [])];
  return diagnostic('unknown-environment', at, { name, nearest: nearest(name, names), known });
}

/** What one .tsm file defines in one environment. `port` is the allocated or overridden one. */
export function readDefinition(
  file: ServiceFile,
  environment: Environment,
  port: string | undefined,
): Checked<Definition> {
  const overlay = file.overlays.get(environment.name);
  const texts = overlay === undefined ? [file.base] : [file.base, overlay];
  const evaluated = evaluateTsmFile(texts, scopeOf(file.base.file, environment, port));
  if (evaluated.value === undefined || hasErrors(evaluated.diagnostics))
    return { value: undefined, diagnostics: evaluated.diagnostics };
  const decoded = decodeTsm(
    evaluated.value,
    file.base.file,
    texts.map((text) => text.file),
  );
  return { value: decoded.value, diagnostics: [...evaluated.diagnostics, ...decoded.diagnostics] };
}

/** What a bash file of the environment sees before its first line. */
export function scopeOf(file: string, environment: Environment, port: string | undefined): Scope {
  const variables = new Map<string, { value: string }>([
    ['HOME', { value: environment.home }],
    ['PATH', { value: environment.path.join(':') }],
    ...environment.variables,
    ...environment.env,
  ]);
  const pinned = new Map(port === undefined ? [] : [['TSM_PORT', port]]);
  return {
    variables,
    pinned,
    directory: hostDirectory(file, environment) ?? '/',
    secrets: (assigned) =>
      new Set([...environment.secrets, ...namesIn(assigned.get('TSM_SECRETS')?.value ?? '')]),
  };
}

const namesIn = (written: string | readonly string[]): readonly string[] =>
  [written].flat().flatMap((text) => text.split(/[\s,]+/));

/** The folder of a project file on the host, when the file lies below `root.from`. */
export function hostDirectory(file: string, { root }: Environment): string | undefined {
  if (root === undefined) return undefined;
  const inside = posix.relative(root.from, posix.dirname(file));
  return inside.startsWith('..') ? undefined : posix.join(root.to, inside);
}
