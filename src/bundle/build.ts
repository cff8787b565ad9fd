import type { PlannedEnvironment } from '../unit/plan.ts';
import { renderLines, renderUnit, type Layouts } from '../unit/render.ts';
import { MANIFEST, type Bundle } from './bundle.ts';
import { toManifest } from './manifest.ts';

/** ⑤ The files of a bundle, each under its path in it. */
export function renderBundle(planned: PlannedEnvironment, configFile: string, layouts: Layouts): Bundle {
  const { environment, services, sysusers, tmpfiles } = planned;
  const files = new Map<string, string>();
  const units = [
    planned.target,
    planned.slice,
    ...services.flatMap(({ unit, triggers }) => [unit, ...triggers]),
  ];
  for (const unit of units) files.set(unit.name, renderUnit(unit, environment, layouts));
  for (const { service, envLines } of services) {
    files.set(`env/${service.prefix}.env`, renderLines(envLines, service.sources, environment.name, layouts));
  }
  for (const [name, lines] of [
    ['sysusers.conf', sysusers],
    ['tmpfiles.conf', tmpfiles],
  ] as const) {
    if (lines.length > 0) files.set(name, renderLines(lines, [configFile], environment.name, layouts));
  }
  files.set(MANIFEST, `${JSON.stringify(toManifest(planned, [...files.keys()]), null, 2)}\n`);
  return { environment, files, units };
}
