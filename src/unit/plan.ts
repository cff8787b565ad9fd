import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import { quoted } from '../diagnostics/printable.ts';
import { redact } from '../service/redact.ts';
import type { Environment, Service } from '../service/service.ts';
import { unitName, type UnitType } from './name.ts';
import { fitLines, newMeasure } from './plan/check.ts';
import { planSlice, planTarget } from './plan/group.ts';
import { planSysusers, planTmpfiles, type Fragment } from './plan/host-files.ts';
import { planService } from './plan/service.ts';
import { newSheet, toSections, type Line, type Sheet } from './plan/sheet.ts';
import { planTrigger, triggersOf } from './plan/trigger.ts';
import { envFileLine } from './quote.ts';
import type { UnitFile, UnitName } from './unit.ts';

/** The units of one service: itself, and what triggers it. */
export interface PlannedService {
  readonly service: Service;
  readonly unit: UnitFile;
  readonly triggers: readonly UnitFile[];
  /** Lines of the env file that the unit reads. */
  readonly envLines: readonly string[];
}

/** Everything that one environment puts on a host, not yet text. */
export interface PlannedEnvironment {
  readonly environment: Environment;
  readonly target: UnitFile;
  readonly slice: UnitFile;
  readonly services: readonly PlannedService[];
  readonly sysusers: Fragment;
  readonly tmpfiles: Fragment;
}

/** ④ Services as units, checked against what the oldest systemd of the environment understands. */
export function planUnits(
  environment: Environment,
  services: readonly Service[],
  configFile: string,
): Checked<PlannedEnvironment> {
  const diagnostics: Diagnostic[] = [];
  const shared = newMeasure(environment.systemd, environment.public);
  const toUnit = (
    name: UnitName,
    sources: readonly string[],
    { lines, diagnostics: own }: Sheet,
    measure = shared,
  ): UnitFile => {
    diagnostics.push(...own);
    return {
      name,
      sources,
      sections: toSections(fitLines(lines, measure, diagnostics)),
    };
  };
  const planOne = (service: Service): PlannedService => {
    const name = (type: UnitType): UnitName => nameUnit(service, type, diagnostics);
    const sheet = newSheet();
    planService(service, sheet);
    const { public: open } = service.settings;
    const measure =
      open === undefined ? shared : newMeasure(environment.systemd, [...environment.public, ...open]);
    const triggers = triggersOf(service).map((trigger) =>
      toUnit(name(trigger.type), service.sources, planTrigger(service, trigger, sheet.lines), measure),
    );
    const own = { ...sheet, lines: sheet.lines.filter(isOfService) };
    return {
      service,
      unit: toUnit(name('service'), service.sources, own, measure),
      triggers,
      envLines: planEnvFile(service, diagnostics),
    };
  };
  const planned: PlannedEnvironment = {
    environment,
    target: toUnit(environment.target, [configFile], planTarget(environment)),
    slice: toUnit(environment.slice, [configFile], planSlice(environment)),
    services: services.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1)).map(planOne),
    sysusers: environment.scope === 'user' ? [] : planSysusers(environment, services, diagnostics),
    tmpfiles: environment.scope === 'user' ? [] : planTmpfiles(environment, services, diagnostics),
  };
  return checked(planned, diagnostics);
}

const isOfService = ({ section }: Line): boolean => !['Socket', 'Timer', 'Path'].includes(section);

function nameUnit({ prefix, placeOf }: Service, type: UnitType, diagnostics: Diagnostic[]): UnitName {
  const named = unitName(prefix, type);
  if ('name' in named) return named.name;
  diagnostics.push(
    diagnostic('unit-name-invalid', placeOf(['name']), { name: `${prefix}.${type}`, problem: named.problem }),
  );
  return '' as UnitName;
}

function planEnvFile({ env }: Service, diagnostics: Diagnostic[]): readonly string[] {
  return [...env]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { value, at }]) =>
      value.includes('\uFDD0') ? [] : envLine(name, value, at, diagnostics),
    );
}

function envLine(name: string, value: string, at: Place, diagnostics: Diagnostic[]): readonly string[] {
  const encoded = envFileLine(name, value);
  if ('text' in encoded) return [encoded.text];
  diagnostics.push(
    diagnostic('cannot-encode', at, { key: name, value: quoted(redact(value)), rule: encoded.refusal.rule }),
  );
  return [];
}
