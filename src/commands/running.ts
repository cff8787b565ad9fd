// [I/O] What runs, how it is and what is off, as a table or a document.
import { diagnostic, hasErrors, type Checked } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import { asRoot } from '../host/advice.ts';
import type { ManagerOf } from '../host/ask-ahead.ts';
import { gather } from '../host/gather.ts';
import type { EnvironmentStatus } from '../host/status.ts';
import { summarize } from '../host/summarize.ts';
import { projectIds } from '../install/find-bundle.ts';
import { chooseInstalled, findInstalled, type Installed } from '../install/hosts.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { refuse, unreachableBy } from './host.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { documentText } from './print-document.ts';
import { listText, statusText } from './show-status.ts';
import type { Invocation } from './entry.ts';
import { sudoLine } from './sudo-line.ts';
import { refuseUsage } from './usage.ts';

/** Once, or with `--watch` again and again. `brief` is for `tsm list`. */
export async function showRunning(
  { environments, flags, terminal }: Invocation,
  brief: boolean,
  managerOf: ManagerOf,
): Promise<number> {
  const json = flags['json'] === true;
  const found = reachable(environments, terminal);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, json);
  const diagnostics = await locateDiagnostics(found.diagnostics, terminal.cwd);
  if (!json) await showDiagnostics(diagnostics, terminal);
  // Whoever watches by the exit code must not take what could not be looked at for well.
  const isWhole = !hasErrors(found.diagnostics);
  const look = async (
    installed: readonly Installed[],
    width: number,
  ): Promise<{ text: string; failed: boolean }> => {
    const environmentsNow = await observe(installed, brief, flags, terminal, managerOf);
    const failed = environmentsNow.some(hasFailed);
    if (json && brief) return { text: listDocument(environmentsNow, diagnostics), failed };
    if (json) {
      const document = { ok: !failed && isWhole, environments: environmentsNow, diagnostics };
      return { text: documentText('status', document), failed };
    }
    const options = { width, color: terminal.color && terminal.isTerminal, now: Date.now() };
    return { text: (brief ? listText : statusText)(environmentsNow, options), failed };
  };
  if (flags['watch'] === true && json)
    return refuseUsage('--watch draws for people, --json prints one document: take one of them', terminal);
  if (flags['watch'] === true) {
    const { watch } = await import('./watch.ts');
    const again = (): readonly Installed[] => reachable(environments, terminal).value ?? [];
    await watch(async (width) => (await look(again(), width)).text, terminal);
    return EXIT.done;
  }
  const { text, failed } = await look(
    found.value,
    brief && !terminal.isTerminal ? Infinity : terminal.columns,
  );
  terminal.out(text);
  if (brief) return EXIT.done;
  return failed ? EXIT.unitFailed : isWhole ? EXIT.done : EXIT.refused;
}

/** A health check that fails is known with --probe alone, and one that never answers by a start that begins again. */
const hasFailed = ({ units, findings }: EnvironmentStatus): boolean =>
  units.some(({ activeState, subState }) => activeState === 'failed' || subState === 'auto-restart') ||
  findings.some(({ code }) => code === 'unhealthy' || code === 'crashing');

/** All that is installed, or what was named. */
function shown(environments: readonly string[], { caller, cwd }: Terminal): Checked<readonly Installed[]> {
  const all = findInstalled(caller);
  if (environments.length === 0) {
    const whole = all.filter(({ damage }) => damage === undefined);
    const damaged = all.flatMap(({ damage }) => damage ?? []);
    return whole.length > 0 || damaged.length > 0
      ? { value: whole.length > 0 ? whole : undefined, diagnostics: damaged }
      : {
          value: undefined,
          diagnostics: [diagnostic('not-installed', undefined, { environment: undefined, installed: [] })],
        };
  }
  const chosen = environments.map((name) => chooseInstalled(all, name, projectIds(cwd)));
  const diagnostics = chosen.flatMap((one) => one.diagnostics);
  const value = chosen.flatMap((one) => one.value ?? []);
  return { value: diagnostics.length > 0 ? undefined : value, diagnostics };
}

/** Looking needs no root, but a service manager to ask. Environments whose manager cannot be reached are left out, and it is said. */
function reachable(environments: readonly string[], terminal: Terminal): Checked<readonly Installed[]> {
  const found = shown(environments, terminal);
  if (found.value === undefined) return found;
  const unreachable = new Map(
    (['system', 'user'] as const).flatMap((scope) => {
      const refused = unreachableBy(scope, terminal.caller);
      return refused === undefined ? [] : [[scope, refused] as const];
    }),
  );
  const value = found.value.filter(({ paths }) => !unreachable.has(paths.scope));
  const left = new Set(found.value.filter((one) => !value.includes(one)).map(({ paths }) => paths.scope));
  const diagnostics = [...found.diagnostics, ...[...left].flatMap((scope) => unreachable.get(scope) ?? [])];
  return { value: value.length === 0 ? undefined : value, diagnostics };
}

async function observe(
  installed: readonly Installed[],
  brief: boolean,
  flags: Invocation['flags'],
  { caller }: Terminal,
  managerOf: ManagerOf,
): Promise<readonly EnvironmentStatus[]> {
  const facts = await gather({
    installed,
    managerOf,
    uid: caller.uid,
    home: caller.home,
    brief,
    probe: flags['probe'] === true,
    now: Date.now(),
  });
  const environments = facts.map(summarize);
  return caller.uid === 0 ? environments : environments.map((one) => advising(one, sudoLine(caller)));
}

const advising = (one: EnvironmentStatus, again: string): EnvironmentStatus => ({
  ...one,
  findings: one.findings.map((finding) => ({ ...finding, command: asRoot(finding.command, again) })),
});

/** What `tsm list --json` prints: a part of what status prints, under the same keys. */
const listDocument = (environments: readonly EnvironmentStatus[], diagnostics: readonly Located[]): string =>
  documentText('list', {
    ok: true,
    environments: environments.map(({ environment, base, scope, units }) => ({
      environment,
      base,
      scope,
      units: units.map(({ unit, service, state, enabled }) => ({ unit, service, state, enabled })),
    })),
    diagnostics,
  });
