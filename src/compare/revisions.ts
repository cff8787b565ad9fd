import type { Manifest } from '../bundle/manifest.ts';
import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import type { UnitVerdict } from '../install/action-plan.ts';
import { planInstall } from '../install/plan.ts';
import type { StoredBundle } from '../install/store.ts';
import { compareUnits } from '../unit/compare.ts';
import { parseUnit } from '../unit/parse.ts';
import { assumeHost } from './assumed-host.ts';

/** A directive, or a variable of the environment, that says something else. Absent values are empty. */
export interface ValueChange {
  /** `[Service]`, or `environment`. */
  readonly section: string;
  readonly key: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Where the sources say the new value: `services/api.tsm:3`. */
  readonly at?: string;
}

/** What a host would do about one unit, and what is different in it. */
export interface UnitComparison extends UnitVerdict {
  readonly changes: readonly ValueChange[];
}

/** Two states of one bundle. */
export interface BundleComparison {
  readonly environment: string;
  readonly base: string;
  readonly status: 'new' | 'removed' | 'changed' | 'same';
  readonly units: readonly UnitComparison[];
  /** What people have to know or do beside the units. */
  readonly notes: readonly string[];
}

/** What a host that runs `before` would do to run `after`. */
export function compareBundleStates(
  before: StoredBundle | undefined,
  after: StoredBundle | undefined,
): BundleComparison {
  const { environment = '', base = '', scope = 'system' } = (after ?? before)?.manifest ?? {};
  if (after === undefined)
    return {
      environment,
      base,
      status: 'removed',
      units: [],
      notes: [`a host that has it keeps it until: tsm uninstall @${environment}`],
    };
  const host = assumeHost(scope, base, before);
  const plan = planInstall(after, host, { now: before === undefined, restart: [], noRestart: false });
  const units = plan.units.map((verdict): UnitComparison => ({
    ...verdict,
    changes: valueChanges(verdict.unit, before, after),
  }));
  if (before === undefined)
    return {
      environment,
      base,
      status: 'new',
      units,
      notes: [
        `it comes to a host by: tsm install @${environment} --now`,
        ...secretNotes(undefined, after.manifest),
      ],
    };
  const isSame =
    before.files.size === after.files.size &&
    [...after.files].every(([path, text]) => before.files.get(path) === text);
  return { environment, base, status: isSame ? 'same' : 'changed', units, notes: notesOf(before, after) };
}

function valueChanges(
  unit: string,
  before: StoredBundle | undefined,
  after: StoredBundle,
): readonly ValueChange[] {
  // All of a new unit is new; its text is in the bundle.
  if (before?.files.has(unit) !== true || !after.files.has(unit)) return [];
  const [old, fresh] = [before, after].map(({ files }) => parseUnit(files.get(unit) ?? ''));
  if (old === undefined || fresh === undefined) return [];
  const directives = compareUnits(old, fresh).map((one) => ({ ...one, section: `[${one.section}]` }));
  return [...directives, ...environmentChanges(unit, before, after)];
}

function environmentChanges(unit: string, before: StoredBundle, after: StoredBundle): readonly ValueChange[] {
  const file = `env/${unit.replace(/\.service$/, '')}.env`;
  const old = parseSystemdEnvFile(before.files.get(file) ?? '');
  const fresh = parseSystemdEnvFile(after.files.get(file) ?? '');
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((key) => old.get(key) !== fresh.get(key))
    .sort()
    .map((key) => ({ section: 'environment', key, before: values(old, key), after: values(fresh, key) }));
}

function values(map: ReadonlyMap<string, string>, key: string): readonly string[] {
  const value = map.get(key);
  return value === undefined ? [] : [value];
}

function notesOf(before: StoredBundle, after: StoredBundle): readonly string[] {
  const [old, fresh] = [before.manifest, after.manifest];
  return [
    ...(old.base === fresh.base
      ? []
      : [
          `the base changes from ${old.base} to ${fresh.base}: install puts it beside the old one, which tsm uninstall ${`@${old.base}`} takes away`,
        ]),
    ...(old.scope === fresh.scope
      ? []
      : [`the scope changes from ${old.scope} to ${fresh.scope}: uninstall the old one first`]),
    ...secretNotes(old, fresh),
    ...portNotes(old, fresh),
    ...fragmentNotes(before, after),
  ];
}

/** An install refuses while they are missing. */
function secretNotes(before: Manifest | undefined, { units, environment }: Manifest): readonly string[] {
  const old = new Map(Object.entries(before?.units ?? {}));
  return Object.entries(units).flatMap(([unit, { service, secrets = [] }]) =>
    secrets
      .filter((name) => old.get(unit)?.secrets?.includes(name) !== true)
      .map(
        (name) =>
          `${service} needs a new secret, before the install: tsm secrets set ${name} @${environment}`,
      ),
  );
}

function portNotes(before: Manifest, { units }: Manifest): readonly string[] {
  return Object.entries(units).flatMap(([unit, { service, port }]) => {
    const old = before.units[unit];
    return old === undefined || old.port === port
      ? []
      : [`the port of ${service} changes from ${old.port ?? 'none'} to ${port ?? 'none'}`];
  });
}

const FRAGMENTS = [
  ['sysusers.conf', 'users change (systemd-sysusers)'],
  ['tmpfiles.conf', 'directories change (systemd-tmpfiles)'],
] as const;

const fragmentNotes = (before: StoredBundle, after: StoredBundle): readonly string[] =>
  FRAGMENTS.filter(([file]) => contentOf(before.files.get(file)) !== contentOf(after.files.get(file))).map(
    ([file, what]) => `${file}: ${what}`,
  );

/** Without comments, which say where it comes from. */
const contentOf = (text = ''): string =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** Whether a host would do anything at all. */
export const isDifferent = ({ status }: BundleComparison): boolean => status !== 'same';
