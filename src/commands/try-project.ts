import type { Bundle } from '../bundle/bundle.ts';
import { compareBundle } from '../bundle/compare.ts';
import { compile, type Compiled } from '../compile.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemdVersion } from '../systemd/version.ts';
import type { Project } from '../trial/project.ts';
import { loadLayouts } from '../unit/layouts.ts';
import type { CompiledProject } from './project.ts';

/** The environment that is to be tried, as the working tree says it, and what is to be known about that. */
export async function projectToTry(project: CompiledProject, isNamed: boolean): Promise<Checked<Project>> {
  const chosen = chooseBundle(project.compiled, isNamed);
  if (chosen.value === undefined) return { value: undefined, diagnostics: chosen.diagnostics };
  const { name } = chosen.value.environment;
  const compiled = await forThisSystemd(project, chosen.value);
  const diagnostics = [...chosen.diagnostics, ...compiled.diagnostics, ...staleness(project, chosen.value)];
  const bundle = compiled.value?.bundles.find(({ environment }) => environment.name === name);
  if (bundle === undefined) return { value: undefined, diagnostics };
  const services = compiled.value?.services.filter(({ environment }) => environment.name === name) ?? [];
  return { value: { bundle, services, directory: project.directory }, diagnostics };
}

/** The one named; else the only one, else the default. */
function chooseBundle({ value, diagnostics }: Checked<Compiled>, isNamed: boolean): Checked<Bundle> {
  if (value === undefined) return { value, diagnostics };
  const { bundles } = value;
  const chosen =
    isNamed || bundles.length === 1 ? bundles[0] : bundles.find(({ environment }) => environment.isDefault);
  if (chosen !== undefined) return { value: chosen, diagnostics: worthSaying(diagnostics) };
  const choices = bundles.map(({ environment }) => environment.name);
  return { value: undefined, diagnostics: [diagnostic('environment-ambiguous', undefined, { choices })] };
}

/** Remarks on the sources are what `tsm check` is for. */
const worthSaying = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity !== 'info');

/** Where the config wants a newer systemd than this machine has, the units are written for this one. */
async function forThisSystemd(
  { sources, compiled }: CompiledProject,
  { environment }: Bundle,
): Promise<Checked<Compiled>> {
  const { name, systemd: wanted, placeOf } = environment;
  const found = await systemdVersion();
  if (sources === undefined || found === undefined || wanted <= found)
    return { ...compiled, diagnostics: [] };
  const config = lowered(sources.config as Written, name, found);
  const { value, diagnostics } = compile({ ...sources, config }, loadLayouts(), [name]);
  const note = diagnostic('try-older-systemd', placeOf(['systemd']), { wanted, found });
  return { value, diagnostics: [note, ...diagnostics.filter(({ severity }) => severity === 'error')] };
}

/** As much of a config as is changed; it was checked before. */
interface Written {
  readonly environments: Readonly<Record<string, object>>;
}

const lowered = (config: Written, name: string, systemd: number): unknown => ({
  ...config,
  systemd,
  environments: { ...config.environments, [name]: { ...config.environments[name], systemd } },
});

/** Whether the committed bundle is what the sources say. */
function staleness({ directory, compiled }: CompiledProject, bundle: Bundle): readonly Diagnostic[] {
  const compared = compareBundle(directory, compiled.value?.config.outDir ?? 'systemd', bundle);
  if (compared.value === undefined || compared.value.files.length === 0) return [];
  const { files, unchanged, environment } = compared.value;
  const isNew = unchanged === 0 && files.every(({ kind }) => kind === 'new');
  const data = { directory: compared.value.directory, environment, files: files.length, isNew };
  return [diagnostic('try-stale-bundle', undefined, data)];
}
