import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { runDoctor, type DoctorRequest, type Unreachable } from '../doctor/doctor.ts';
import { lostStores } from '../doctor/lost-stores.ts';
import { storesWithoutCurrent } from '../doctor/store-exam.ts';
import { chooseBundle, findBundles, projectIds } from '../install/find-bundle.ts';
import { chooseInstalled, findDamaged, findInstalled, findLeftovers } from '../install/hosts.ts';
import type { HostPaths } from '../install/paths.ts';
import { openBundle } from '../install/open-bundle.ts';
import { trustOf } from '../install/trust.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { isNameOf, knownNames } from './known-names.ts';
import type { Invocation } from './entry.ts';
import { pathsFor, refuse, unreachableBy } from './host.ts';
import { printDocument } from './print-document.ts';
import { doctorText } from './show-doctor.ts';
import { sudoLine } from './sudo-line.ts';
import { isLocalLibAtBoot } from '../install/stores.ts';
import { managerFor } from '../systemd/systemctl.ts';

type Chosen = Pick<DoctorRequest, 'installed' | 'broken' | 'lost' | 'bundle'>;

/** `tsm doctor`: what is wrong on this host, causes first, each with the command that mends it. */
export async function run({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const chosen = choose(environments, terminal);
  if (chosen.value === undefined) return refuse(chosen.diagnostics, terminal, json);
  const { caller } = terminal;
  const refused = unreachableBy(scopeOf(chosen.value), caller);
  if (refused !== undefined) return refuse([refused], terminal, json);
  const { installed } = chosen.value;
  const unreachable = installed.flatMap((one): Unreachable[] => {
    const why = unreachableBy(one.paths.scope, caller);
    return why === undefined ? [] : [{ installed: one, why }];
  });
  const { redact } = await import('../service/redact.ts');
  const report = await runDoctor({
    ...chosen.value,
    installed: installed.filter((one) => unreachable.every((other) => other.installed !== one)),
    unreachable,
    managerOf: (scope) => managerFor(scope, caller),
    uid: caller.uid,
    home: caller.home,
    now: Date.now(),
    redact,
    sudo: sudoLine(caller),
  });
  const options = { width: terminal.columns, color: terminal.color && terminal.isTerminal };
  if (json) printDocument('doctor', report, terminal);
  else terminal.out(doctorText(report, options));
  return report.ok ? EXIT.done : EXIT.wrongInput;
}

/** All that is installed, or what was named; else the bundle in this folder, to see what an install would meet. */
function choose(environments: readonly string[], { caller, cwd }: Terminal): Checked<Chosen> {
  const all = findInstalled(caller);
  const contexts = (['system', 'user'] as const).map((scope) => ({
    scope,
    home: caller.home,
    runtime: caller.runtime,
    localLibAtBoot: isLocalLibAtBoot(),
  }));
  const broken = storesWithoutCurrent(contexts);
  const lost = lostStores(contexts);
  if (environments.length === 0 && all.length + broken.length > 0)
    return { value: { installed: all, broken, lost, bundle: undefined }, diagnostics: [] };
  const parts = environments.length === 0 ? [bundleIn(cwd, undefined, caller)] : [];
  if (environments.length === 0 && lost.length > 0 && parts[0]?.value === undefined)
    return { value: { installed: [], broken, lost, bundle: undefined }, diagnostics: [] };
  for (const name of environments) {
    const one = chooseInstalled(all, name, projectIds(cwd));
    const withoutLink = broken.filter(({ environment, paths }) => [environment, paths.base].includes(name));
    const away = lost.filter(({ paths }) => isNameOf(paths.base, name, knownNames(cwd, undefined)));
    const others = [...findDamaged(all, name), ...findLeftovers(all, name)];
    if (one.value !== undefined || withoutLink.length + others.length > 0)
      parts.push({
        value: {
          installed: one.value === undefined ? others : [one.value],
          broken: withoutLink,
          lost: away,
          bundle: undefined,
        },
        diagnostics: [],
      });
    else if (one.diagnostics.some(({ code }) => code === 'environment-ambiguous'))
      parts.push({ value: undefined, diagnostics: one.diagnostics });
    else parts.push(withLost(away, bundleIn(cwd, name, caller)));
  }
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const values = parts.flatMap(({ value }) => value ?? []);
  if (diagnostics.length > 0 || values.length === 0) return { value: undefined, diagnostics };
  return {
    value: {
      // Who names one twice, by its environment and its base say, means it once.
      installed: onceEach(values.flatMap(({ installed }) => installed)),
      broken: onceEach(values.flatMap((one) => one.broken)),
      lost: environments.length === 0 ? lost : onceEach(values.flatMap((one) => one.lost)),
      bundle: values.find(({ bundle }) => bundle !== undefined)?.bundle,
    },
    diagnostics,
  };
}

/** With its store away a bundle here may be what brings it back. */
const withLost = (lost: Chosen['lost'], here: Checked<Chosen>): Checked<Chosen> =>
  lost.length === 0
    ? here
    : {
        value: { installed: [], broken: [], lost, bundle: here.value?.bundle },
        diagnostics: [],
      };

const onceEach = <T extends { readonly paths: HostPaths }>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((one) => [one.paths.store, one])).values(),
];

function bundleIn(cwd: string, name: string | undefined, caller: Terminal['caller']): Checked<Chosen> {
  const found = chooseBundle(findBundles(cwd), name);
  if (found.value === undefined) {
    const isAmbiguous = found.diagnostics.some(({ code }) => code === 'environment-ambiguous');
    const missing = diagnostic('not-installed', undefined, { environment: name, installed: [] });
    return { value: undefined, diagnostics: isAmbiguous ? found.diagnostics : [missing] };
  }
  const opened = openBundle(found.value.folder, trustOf(caller.uid, caller.sudoUid));
  if (opened.value === undefined) return { value: undefined, diagnostics: opened.diagnostics };
  const { manifest } = opened.value;
  const paths = pathsFor(manifest.scope, manifest.base, caller);
  return {
    value: { installed: [], broken: [], lost: [], bundle: { bundle: opened.value, paths } },
    diagnostics: [],
  };
}

/** One scope whose manager must answer: that of the system, unless all is the user's. */
function scopeOf({ installed, broken, lost, bundle }: Chosen): 'system' | 'user' {
  const scopes = [...installed, ...broken, ...lost].map(({ paths }) => paths.scope);
  if (bundle !== undefined) scopes.push(bundle.paths.scope);
  return scopes.every((scope) => scope === 'user') ? 'user' : 'system';
}
