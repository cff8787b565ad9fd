// [I/O] Remembers a run of `generate` after which nothing was left to do: all that it asked, and a hash of all that it saw and
// left. Bundles are made of nothing else, so when every answer is still the same, there is still nothing to do.
import { createHash, type Hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import { readEntry, touchEntry, writeEntry } from '../cache/entries.ts';
import { cacheFolder } from '../cache/folder.ts';
import type { Project } from '../config/load.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { MANIFEST } from '../bundle/bundle.ts';
import { manifestsBelow, tellBundle, tellBundleOnDisk, tellManifests, type Manifests } from './bundles.ts';
import { isPlain, isUntouched } from './plain.ts';
import { askAgain, noting, type Question } from './questions.ts';

/** What is asked for: environments of a project, by one build of tsm. */
export interface Subject {
  readonly project: Project;
  readonly environments: readonly string[];
  /** Changes whenever anything that makes bundles does. */
  readonly build: readonly string[];
}

interface Trace {
  readonly subject: string;
  readonly outDir: string;
  readonly bundles: readonly string[];
  readonly questions: readonly Question[];
  /** A hash of the manifests alone, to see soon that there is something to do. */
  readonly manifests: string;
  readonly hash: string;
  /** What was said in the end. */
  readonly said: string;
}

/** What the last run said, if a run now would say the same. */
export function recall(subject: Subject): string | undefined {
  const { directory, files } = subject.project;
  const entry = entryOf(directory, subject.environments);
  const trace = entry === undefined ? undefined : readTrace(entry, subject);
  const hash = trace === undefined ? undefined : startHash(subject);
  if (entry === undefined || trace === undefined || hash === undefined) return undefined;
  try {
    const manifests = hashOf(manifestsBelow(directory, trace.outDir));
    if (manifests !== trace.manifests) return undefined;
    askAgain(trace.questions, files, hash);
    hash.update(manifests);
    for (const name of trace.bundles) tellBundleOnDisk(directory, join(trace.outDir, name), hash);
    if (hash.digest('hex') !== trace.hash) return undefined;
    touchEntry(entry.folder, entry.name);
    return trace.said;
  } catch {
    // Something is gone that was there.
    return undefined;
  }
}

/** A run that may be worth remembering. */
export interface Recording {
  /** To be read in place of the project's own. */
  readonly files: ProjectFiles;
  /** `bundles` are on disk as they are here, by folder below `outDir`, and `said` is all that there was to say. */
  readonly keep: (
    bundles: ReadonlyMap<string, ReadonlyMap<string, string>>,
    outDir: string,
    said: string,
  ) => void;
}

export function record(subject: Subject): Recording {
  const { directory, files } = subject.project;
  const hash = startHash(subject);
  if (hash === undefined) return { files, keep: () => {} };
  const expected = expectedOutDir(files.config);
  const before = manifestsBelow(directory, expected);
  const noted = noting(files, hash);
  const keep: Recording['keep'] = (bundles, outDir, said) => {
    const now = manifestsBelow(directory, outDir);
    const own = [...bundles].map(([name, texts]) => [name, texts.get(MANIFEST) ?? null] as const);
    // Where somebody else has changed what ports depend on, the next run may choose others.
    if (outDir !== expected || !isDeepStrictEqual(now, new Map([...before, ...own]))) return;
    const manifests = hashOf(now);
    hash.update(manifests);
    for (const texts of bundles.values()) tellBundle(texts, hash);
    keepTrace(subject, {
      subject: nameOf(subject),
      outDir,
      bundles: [...bundles.keys()],
      questions: noted.questions,
      manifests,
      hash: hash.digest('hex'),
      said,
    });
  };
  return { files: noted.files, keep };
}

/** A config is a program's value: one that is more than data may change without looking different. */
function startHash({ project: { files } }: Subject): Hash | undefined {
  return isUntouched() && isPlain(files.config)
    ? createHash('sha256').update(serialize(files.config))
    : undefined;
}

const expectedOutDir = (config: unknown): string =>
  String((config as { readonly outDir?: unknown } | undefined)?.outDir ?? 'systemd');

function hashOf(manifests: Manifests): string {
  const hash = createHash('sha256');
  tellManifests(manifests, hash);
  return hash.digest('hex');
}

const nameOf = ({ project: { directory, files }, environments, build }: Subject): string =>
  JSON.stringify([build, process.version, directory, files.configFile, environments]);

/** When a run over all environments last had nothing left to do, in milliseconds; nothing where nobody remembers. */
export function rememberedAt(directory: string): number | undefined {
  const entry = entryOf(directory, []);
  return entry === undefined
    ? undefined
    : statSync(join(entry.folder, entry.name), { throwIfNoEntry: false })?.mtimeMs;
}

/** Where a trace is kept. */
interface Entry {
  readonly folder: string;
  readonly name: string;
}

/** One per project and choice of environments; nothing where there is no cache. */
function entryOf(directory: string, environments: readonly string[]): Entry | undefined {
  const folder = cacheFolder('generate');
  if (folder === undefined) return undefined;
  const about = encodeURIComponent([basename(directory), ...environments].join(' ')).slice(0, 100);
  const hash = createHash('sha256')
    .update(JSON.stringify([directory, environments]))
    .digest('hex');
  return { folder, name: about + hash.slice(0, 16) };
}

function readTrace({ folder, name }: Entry, subject: Subject): Trace | undefined {
  const bytes = readEntry(folder, name);
  const trace = bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as Trace);
  return trace?.subject === nameOf(subject) ? trace : undefined;
}

function keepTrace({ project, environments }: Subject, trace: Trace): void {
  const entry = entryOf(project.directory, environments);
  if (entry !== undefined) writeEntry(entry.folder, entry.name, Buffer.from(JSON.stringify(trace)));
}
