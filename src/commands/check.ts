import type { Bundle } from '../bundle/bundle.ts';
import { foresee } from '../check/rules.ts';
import { explainComplaints, isAboutCycle } from '../check/verify.ts';
import type { Sources } from '../config/sources.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Complaint } from '../systemd/complaint.ts';
import { securityScores } from '../systemd/security.ts';
import { verifyUnits } from '../systemd/verify.ts';
import { unitFiles } from '../systemd/unit-files.ts';
import { systemdVersion } from '../systemd/version.ts';
import type { Compiled } from '../compile.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { compileProject } from './project.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { printDocument } from './print-document.ts';
import type { Invocation } from './entry.ts';

/** What systemd said of one bundle. Exposures are missing where it could not be asked. */
interface Verdict {
  readonly environment: string;
  readonly units: number;
  readonly verified: boolean;
  readonly exposures: readonly {
    readonly unit: string;
    readonly score: number;
    readonly most: number | undefined;
  }[];
}

/** `tsm check`: everything that can be known without a host. Writes nothing. */
export async function run(invocation: Invocation): Promise<number> {
  const { environments, flags, terminal } = invocation;
  if (flags['envFiles'] === true) return (await import('./check-env-files.ts')).checkEnvFiles(invocation);
  const { directory, compiled, sources } = await compileProject(terminal.cwd, environments);
  const diagnostics: Diagnostic[] = [...compiled.diagnostics];
  const verdicts: Verdict[] = [];
  if (compiled.value !== undefined && sources !== undefined)
    diagnostics.push(...foreseen(compiled.value, sources));
  for (const bundle of compiled.value?.bundles ?? [])
    verdicts.push(await askSystemd(bundle, sources, diagnostics));
  const located = await locateDiagnostics(diagnostics, directory);
  const failed = hasErrors(diagnostics);
  if (flags['json'] === true) {
    const systemd = (await systemdVersion()) ?? null;
    printDocument('check', { ok: !failed, systemd, environments: verdicts, diagnostics: located }, terminal);
    return failed ? EXIT.wrongInput : EXIT.done;
  }
  await showDiagnostics(located, terminal);
  for (const verdict of verdicts) showVerdict(verdict, terminal);
  return failed ? EXIT.wrongInput : EXIT.done;
}

/** What the rules say of each bundle; the units of all know each other. */
function foreseen({ bundles, services, config }: Compiled, sources: Sources): readonly Diagnostic[] {
  const units = bundles.flatMap((bundle) => bundle.units.map(({ name }) => name));
  return bundles.flatMap((bundle) => {
    const { name, scope } = bundle.environment;
    return foresee({
      bundle,
      services: services.filter(({ environment }) => environment === bundle.environment),
      sources,
      elsewhere: new Set([...units, ...unitFiles(scope)]),
      saysUser: config.environments[name]?.user !== undefined,
    });
  });
}

async function askSystemd(
  bundle: Bundle,
  sources: Sources | undefined,
  diagnostics: Diagnostic[],
): Promise<Verdict> {
  const { environment, units, files } = bundle;
  const request = {
    units: new Map(units.map(({ name }) => [name, files.get(name) ?? ''])),
    scope: environment.scope,
  };
  const verified = await verifyUnits(request);
  if ('skipped' in verified)
    diagnostics.push(
      diagnostic('check-skipped', undefined, {
        what: `systemd-analyze verify of @${environment.name}`,
        reason: verified.skipped,
      }),
    );
  else if (sources !== undefined)
    diagnostics.push(...explainComplaints(bundle, news(verified.complaints, diagnostics), sources.probe));
  const security = await securityScores(request);
  if ('skipped' in security)
    diagnostics.push(
      diagnostic('check-skipped', undefined, {
        what: `the security score of @${environment.name}`,
        reason: security.skipped,
      }),
    );
  const most = environment.maxExposure;
  const exposures =
    'skipped' in security ? [] : [...security.scores].map(([unit, score]) => ({ unit, score, most }));
  for (const { unit, score } of exposures) {
    if (most !== undefined && score > most)
      diagnostics.push(
        diagnostic('exposure-too-high', environment.placeOf(['maxExposure']), { unit, score, most }),
      );
  }
  return {
    environment: environment.name,
    units: units.length,
    verified: 'complaints' in verified,
    exposures,
  };
}

/** A cycle that was found with the place of its cause needs no other word. */
const news = (complaints: readonly Complaint[], known: readonly Diagnostic[]): readonly Complaint[] =>
  known.some(({ code }) => code === 'ordering-cycle')
    ? complaints.filter((complaint) => !isAboutCycle(complaint))
    : complaints;

function showVerdict({ environment, units, verified, exposures }: Verdict, { out }: Terminal): void {
  out(
    `@${environment}  ${units} units, ${verified ? 'verified by systemd-analyze' : 'not verified by systemd'}\n`,
  );
  const width = Math.max(0, ...exposures.map(({ unit }) => unit.length));
  for (const { unit, score, most } of exposures) {
    out(
      `  ${unit.padEnd(width)}  exposure ${score.toFixed(1)}${most === undefined ? '' : ` of at most ${most.toFixed(1)}`}\n`,
    );
  }
}
