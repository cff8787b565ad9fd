import { nearest } from '../diagnostics/nearest.ts';
import { relative, resolve } from 'node:path';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { portsTaken } from '../host/ports-taken.ts';
import type { Action, ActionPlan } from '../install/action-plan.ts';
import { storeDamage } from '../install/damage.ts';
import { bundlesAt, chooseBundle, findBundles } from '../install/find-bundle.ts';
import { trustOf, type Trust } from '../install/trust.ts';
import { takeLock } from '../install/lock.ts';
import type { SystemState } from '../install/observe.ts';
import { openBundle } from '../install/open-bundle.ts';
import { isInService, isMarkerHalfWritten, type StoredBundle } from '../install/store.ts';
import type { InstallRequest } from '../install/request.ts';
import { install, previewInstall, type InstallResult } from '../install/transaction.ts';
import { isUp } from '../systemd/service-manager.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { bundleOfUser, pathsFor, refusal, refuse } from './host.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { ending, failureLines, nothingToDo } from './show-install.ts';
import { printDocument } from './print-document.ts';
import { actionLine, isWorthTelling, planText } from './show-plan.ts';
import type { Invocation } from './entry.ts';
import { interruptible } from './interrupt.ts';
import { refuseUsage, settleOf, wrongSettle } from './usage.ts';
import { verifyBundle } from './verify-bundle.ts';
import { managerFor } from '../systemd/systemctl.ts';

/** `tsm install`: a bundle into service, as one transaction. Reads the bundle and nothing else of the project. */
export async function run({ environments, args, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const wrong = wrongSettle(flags) ?? contradiction(terminal.caller.command);
  if (wrong !== undefined) return refuseUsage(wrong, terminal);
  const [path] = args;
  const bundles = path === undefined ? findBundles(terminal.cwd) : bundlesAt(resolve(terminal.cwd, path));
  if (path !== undefined && bundles.length === 0) {
    const known = findBundles(terminal.cwd).map(({ folder }) => relative(terminal.cwd, folder) || '.');
    return refuse([diagnostic('bundle-not-at-path', undefined, { path, known })], terminal, json);
  }
  const found = chooseBundle(bundles, environments[0]);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, json);
  const notRoots = bundleOfUser(found.value, terminal);
  if (notRoots !== undefined) return refuse([notRoots], terminal, json);
  const opened = openBundle(found.value.folder, trustFor(flags, terminal));
  if (opened.value === undefined) return refuse(opened.diagnostics, terminal, json);
  return installBundle(opened.value, flags, terminal);
}

/** Of the two flags only the last one would count, without a word. */
const contradiction = (words: readonly string[]): string | undefined =>
  words.includes('--no-restart') && words.some((word) => /^--restart(?:=|$)/.test(word))
    ? '--restart and --no-restart do not go together'
    : undefined;

/** A preview of somebody else's project installs nothing, so it needs no trust; root never goes without. */
const trustFor = (flags: Invocation['flags'], { caller }: Terminal): Trust | undefined =>
  flags['dryRun'] === true && caller.uid !== 0 ? undefined : trustOf(caller.uid, caller.sudoUid);

/** The same from an opened bundle; `tsm daemon install` and `tsm rollback` come in here. */
export async function installBundle(
  bundle: StoredBundle,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const json = flags['json'] === true;
  const { scope, base } = bundle.manifest;
  const dryRun = flags['dryRun'] === true;
  const refused = refusal(scope, terminal.caller);
  if (refused !== undefined && !(dryRun && refused.code === 'needs-root'))
    return refuse([refused], terminal, json);
  const paths = pathsFor(scope, base, terminal.caller);
  const damage = storeDamage(paths);
  if (damage !== undefined) return refuse([damage], terminal, json);
  const unknown = unknownServices(restartOption(flags['restart']), bundle);
  if (unknown.length > 0) return refuse(unknown, terminal, json);
  let runs = flags['now'] === true;
  const request: InstallRequest = {
    bundle,
    paths,
    manager: managerFor(scope, terminal.caller),
    options: {
      now: flags['now'] === true,
      restart: restartOption(flags['restart']),
      noRestart: flags['restart'] === false,
    },
    adopt: flags['adopt'] === true,
    settle: (settleOf(flags) ?? 0) / 1000,
    verify: verifyBundle,
    foresee: (plan, system) => portsTaken(bundle, plan, system),
    onPlan: (plan, system) => {
      runs ||= [...system.units.values()].some(isUp);
      if (!json) terminal.err(planText(plan, system));
    },
    onAction: (action: Action) => void (json || terminal.err(`  ${actionLine(action)}\n`)),
    onFailure: (reasons) => void (json || terminal.err(failureLines(reasons))),
  };
  if (dryRun || isInstalledAlready(request)) {
    const preview = await previewInstall(request);
    if (dryRun || hasErrors(preview.diagnostics) || preview.plan.actions.length === 0)
      return showPreview(preview, json, dryRun, terminal);
  }
  const lock = await takeLock(paths.lock, {
    pid: terminal.caller.pid,
    command: terminal.caller.command.slice(1).join(' '),
  });
  if (lock.value === undefined) return refuse(lock.diagnostics, terminal, json);
  const result = (interrupt: AbortSignal) => install({ ...request, interrupt });
  try {
    return await showResult(await interruptible(result, terminal, 'undone'), runs, json, terminal);
  } finally {
    await lock.value.release();
  }
}

/** `--restart` alone means all services that run or have failed; with a value, those named. */
const restartOption = (flag: Invocation['flags'][string]): 'all' | readonly string[] =>
  flag === true ? 'all' : typeof flag === 'string' ? flag.split(',') : [];

/** A misspelt service would be restarted by nobody, without a word. */
function unknownServices(
  restart: 'all' | readonly string[],
  { manifest }: StoredBundle,
): readonly Diagnostic[] {
  const known = Object.values(manifest.units).map(({ service }) => service);
  const names = restart === 'all' ? [] : restart;
  return names
    .filter((name) => !known.includes(name) && !Object.hasOwn(manifest.units, name))
    .map((name) => diagnostic('unknown-service', undefined, { name, nearest: nearest(name, known), known }));
}

/** Then there is likely nothing to do, which needs no lock to find out. */
const isInstalledAlready = ({ bundle, paths, options }: InstallRequest): boolean =>
  options.restart.length === 0 && isInService(bundle, paths) && !isMarkerHalfWritten(paths);

async function showPreview(
  {
    plan,
    system,
    diagnostics,
  }: { plan: ActionPlan; system: SystemState; diagnostics: readonly Diagnostic[] },
  json: boolean,
  dryRun: boolean,
  terminal: Terminal,
): Promise<number> {
  if (hasErrors(diagnostics)) {
    const isPlanned = diagnostics.every(({ code, severity }) => severity !== 'error' || BROUGHT.has(code));
    if (dryRun && isPlanned && !json) terminal.out(`${planText(plan, system)}\n`);
    return refuse(diagnostics, terminal, json);
  }
  const located = await locateDiagnostics(diagnostics, terminal.cwd);
  if (json) printDocument('install-preview', { ok: true, dryRun, plan, diagnostics: located }, terminal);
  else {
    await showDiagnostics(located, terminal);
    if (plan.actions.length > 0) terminal.out(planText(plan, system));
    else if (isWorthTelling(plan, system)) terminal.err(planText(plan, system));
    terminal.out(plan.actions.length === 0 ? nothingToDo(plan) : 'Nothing was changed (--dry-run).\n');
  }
  return EXIT.done;
}

/** What is brought to the host while the plan is read. Anything else that is refused makes it another plan. */
const BROUGHT: ReadonlySet<string> = new Set(['secret-missing', 'project-not-at-root']);

async function showResult(
  result: InstallResult,
  runs: boolean,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const { plan, diagnostics, failures, rolledBack, changed, down = [] } = result;
  if (plan === undefined) return refuse(diagnostics, terminal, json);
  const code = codeOf(result);
  const located = await locateDiagnostics(diagnostics, terminal.cwd);
  if (json) {
    const how = { plan, changed, failures, rolledBack: rolledBack ?? null, down, diagnostics: located };
    printDocument('install', { ok: code === EXIT.done, ...how }, terminal);
    return code;
  }
  await showDiagnostics(located, terminal, changed);
  for (const { unit, why, log } of failures)
    terminal.err(`\n${unit} ${why}\n${log.map((line) => `    ${printable(line)}\n`).join('')}`);
  if (result.interrupted === true && !changed) terminal.out('Nothing was changed.\n');
  else terminal.out(changed ? ending(result, plan, runs) : nothingToDo(plan));
  return code;
}

function codeOf({ interrupted, rolledBack, failures }: InstallResult): number {
  if (interrupted === true) return EXIT.interrupted;
  return rolledBack !== undefined || failures.length > 0 ? EXIT.unitFailed : EXIT.done;
}
