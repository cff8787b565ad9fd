// [I/O] How far the installed state of this host is from the bundles.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import { isGap } from '../compare/columns.ts';
import { measureDistance, type EnvironmentDistance } from '../compare/stages.ts';
import { distanceText } from '../compare/stages-text.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { EnvironmentFacts } from '../host/facts.ts';
import { findingsOf } from '../host/findings.ts';
import { gather } from '../host/gather.ts';
import { findBundles } from '../install/find-bundle.ts';
import { findInstalled } from '../install/hosts.ts';
import { openBundle } from '../install/open-bundle.ts';
import type { StoredBundle } from '../install/store.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { refuse } from './host.ts';
import { compileProject } from './project.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { printDocument } from './print-document.ts';
import type { Invocation } from './entry.ts';
import { isBooted } from '../install/stores.ts';
import { managerFor } from '../systemd/systemctl.ts';

/** `tsm diff`: how far the sources, the bundle, what is installed and what runs are from each other. Changes nothing. */
export async function diffHost({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const diagnostics: Diagnostic[] = [];
  const sources = await readSources(terminal, environments, diagnostics);
  const bundles = openBundles(terminal.cwd, sources, diagnostics);
  const hosts = await readHost(terminal);
  const distances = measureAll(sources, bundles, hosts, environments, terminal);
  if (distances.length === 0) {
    const found = [...bundles.values()].map(({ bundle }) => bundle.manifest.environment);
    const none =
      environments.length === 0
        ? diagnostic('diff-nothing', undefined, {})
        : diagnostic('bundle-missing', undefined, { environment: environments[0], found });
    return refuse([...diagnostics, none], terminal, json);
  }
  const located = await locateDiagnostics(diagnostics, sources.directory);
  // What could be compared is shown, which is not all.
  const failed = hasErrors(diagnostics);
  if (json) printDocument('diff', { ok: !failed, environments: distances, diagnostics: located }, terminal);
  else {
    await showDiagnostics(located, terminal);
    terminal.out(distances.map((one) => printableLines(distanceText(one))).join('\n'));
    if (hosts.size > 0 && !isBooted())
      terminal.err('systemd is not running here, so what runs was not looked at.\n');
  }
  const differs = distances.some(
    ({ gaps, files }) => gaps.length > 0 || files.some((file) => isGap(file.bundle)),
  );
  if (failed) return EXIT.wrongInput;
  return flags['exitCode'] === true && differs ? EXIT.changesPending : EXIT.done;
}

const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

interface Sources {
  readonly directory: string;
  readonly outDir: string | undefined;
  /** By base. Nothing when there is no config, or it does not compile. */
  readonly compiled: ReadonlyMap<
    string,
    {
      readonly environment: string;
      readonly aliases: readonly string[];
      readonly files: ReadonlyMap<string, string>;
    }
  >;
}

/** A config that does not compile is said, and is no reason to stop. */
async function readSources(
  { cwd }: Terminal,
  environments: readonly string[],
  diagnostics: Diagnostic[],
): Promise<Sources> {
  const { directory, compiled } = await compileProject(cwd, environments);
  diagnostics.push(
    ...compiled.diagnostics.filter(
      ({ code, severity }) => (severity === 'error' && code !== 'config-missing') || code === 'bundle-left',
    ),
  );
  const bundles = (compiled.value?.bundles ?? []).map(
    ({ environment: { base, name, aliases }, files }) =>
      [base, { environment: name, aliases, files }] as const,
  );
  return { directory, outDir: compiled.value?.config.outDir, compiled: new Map(bundles) };
}

interface Opened {
  readonly folder: string;
  readonly bundle: StoredBundle;
}

/** By base: where the config puts them, and where install would look. */
function openBundles(
  cwd: string,
  { directory, outDir, compiled }: Sources,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Opened> {
  const named = [...compiled.values()].map(({ environment }) =>
    join(directory, outDir ?? 'systemd', environment),
  );
  const found = findBundles(cwd).map(({ folder }) => folder);
  const opened = new Map<string, Opened>();
  for (const folder of new Set([...named.filter((one) => existsSync(join(one, MANIFEST))), ...found])) {
    const { value: bundle, diagnostics: problems } = openBundle(folder, undefined);
    diagnostics.push(...problems);
    if (bundle !== undefined)
      opened.set(bundle.manifest.base, { folder: relative(directory, folder) || '.', bundle });
  }
  return opened;
}

/** By base: what the stores of this host say. */
async function readHost({ caller }: Terminal): Promise<ReadonlyMap<string, EnvironmentFacts>> {
  const installed = findInstalled(caller).filter(({ damage }) => damage === undefined);
  const { uid, home } = caller;
  const managerOf = (scope: 'system' | 'user') => managerFor(scope, caller);
  const facts = await gather({ installed, managerOf, uid, home, brief: true, probe: false, now: Date.now() });
  return new Map(facts.map((one) => [one.system.paths.base, one]));
}

function measureAll(
  { compiled }: Sources,
  bundles: ReadonlyMap<string, Opened>,
  hosts: ReadonlyMap<string, EnvironmentFacts>,
  asked: readonly string[],
  { caller }: Terminal,
): readonly EnvironmentDistance[] {
  const bases = [...new Set([...compiled.keys(), ...bundles.keys(), ...hosts.keys()])].sort();
  return bases.flatMap((base) => {
    const [source, opened, facts] = [compiled.get(base), bundles.get(base), hosts.get(base)];
    const manifest = opened?.bundle.manifest ?? facts?.installed?.manifest;
    const environment = source?.environment ?? manifest?.environment ?? facts?.environment ?? base;
    const names = [environment, base, ...(source?.aliases ?? manifest?.aliases ?? [])];
    if (asked.length > 0 && !names.some((name) => asked.includes(name))) return [];
    const findings = facts === undefined || !isBooted() ? [] : findingsOf(facts);
    return measureDistance({
      environment,
      base,
      folder: opened?.folder,
      generation: facts?.system.generation,
      sources: source?.files,
      bundle: opened?.bundle.files,
      installed: facts?.installed?.files,
      running: isBooted() ? byUnit(findings) : undefined,
      findings,
      sudo: caller.uid !== 0 && manifest?.scope !== 'user' ? 'sudo ' : '',
    });
  });
}

function byUnit(findings: ReturnType<typeof findingsOf>): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, readonly string[]>();
  for (const { unit, code } of findings)
    if (unit !== null) codes.set(unit, [...(codes.get(unit) ?? []), code]);
  return codes;
}
