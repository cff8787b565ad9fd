import { renderBundle } from './bundle/build.ts';
import type { Bundle } from './bundle/bundle.ts';
import { checkProject } from './config/rules.ts';
import type { Config } from './config/schema.ts';
import type { Sources } from './config/sources.ts';
import { validateConfig } from './config/validate.ts';
import { hasErrors, type Checked, type Diagnostic } from './diagnostics/diagnostic.ts';
import { checkHost } from './service/host.ts';
import { environmentNamed, unknownEnvironment } from './service/definitions.ts';
import { resolveServices, type ResolvedEnvironment } from './service/resolve.ts';
import type { Service } from './service/service.ts';
import { planUnits } from './unit/plan.ts';
import type { Layouts } from './unit/render.ts';

/** What compiling yields: the bundles asked for, and what they were made from for those who check further. */
export interface Compiled {
  readonly config: Config;
  readonly bundles: readonly Bundle[];
  readonly services: readonly Service[];
}

/**
 * The story of `tsm generate`: sources → config → services → units → bundles. Pure: reads through `sources` alone.
 * `names` are the environments asked for, with aliases; none means all. Nothing comes out when anything asked for is wrong.
 */
export function compile(
  sources: Sources,
  layouts: Layouts,
  names: readonly string[] = [],
): Checked<Compiled> {
  const config = validateConfig(sources.config, sources.configFile);
  if (config.value === undefined) return { value: undefined, diagnostics: config.diagnostics };
  const project = checkProject(config.value, sources.configFile);
  const wanted =
    names.length === 0
      ? Object.keys(config.value.environments)
      : names.map((name) => environmentNamed(name, config.value as Config));
  const unknown = names
    .filter((_, index) => wanted[index] === undefined)
    .map((name) => unknownEnvironment(name, config.value as Config));
  const early = [...config.diagnostics, ...project, ...unknown];
  if (hasErrors(early)) return { value: undefined, diagnostics: early };

  const resolved = resolveServices(config.value, sources);
  const asked = resolved.filter(({ name }) => wanted.includes(name));
  const diagnostics = [...early, ...asked.flatMap((one) => one.diagnostics), ...checkHost(resolved)];
  const compiled = asked.flatMap((one) => compileEnvironment(one, sources.configFile, layouts, diagnostics));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return {
    value: { config: config.value, bundles: compiled, services: asked.flatMap(({ services }) => services) },
    diagnostics,
  };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function compileEnvironment(
  { environment, services, diagnostics: before }: ResolvedEnvironment,
  configFile: string,
  layouts: Layouts,
  diagnostics: Diagnostic[],
): readonly Bundle[] {
  if (environment === undefined) return [];
  const planned = planUnits(environment, services, configFile);
  // Beside the mistakes of others those of the services that are right so far, so that all are said at once.
  if (hasErrors(before)) {
    diagnostics.push(...planned.diagnostics.filter(isError));
    return [];
  }
  diagnostics.push(...planned.diagnostics);
  return planned.value === undefined ? [] : [renderBundle(planned.value, configFile, layouts)];
}
