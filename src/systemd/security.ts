// [I/O] How exposed services are, by systemd's own count of sandbox settings.
import { type AnalyzeRequest, type UnitFolder, withUnitFolder } from './analyze.ts';
import { unitMeant } from './complaint.ts';
import { systemdVersion } from './version.ts';

/** Overall exposure per service, 0.0 (closed) to 10.0 (open). A service that does not load has none. */
export type SecurityResult = { readonly scores: ReadonlyMap<string, number> } | { readonly skipped: string };

const OFFLINE_SINCE = 250;

/**
 * Scores the services among the units; other types have no score worth the name. The same text scores 0.1 to 0.2
 * higher on 252 than on 257. `skipped` says why nothing was scored. Source: man systemd-analyze(1), `security`.
 */
export async function securityScores(request: AnalyzeRequest): Promise<SecurityResult> {
  const version = await systemdVersion();
  if (version === undefined) return { skipped: 'systemd-analyze is not installed' };
  if (version < OFFLINE_SINCE)
    return { skipped: `systemd ${version} cannot score unit files (${OFFLINE_SINCE} can)` };
  const services = new Map([...request.units].filter(([name]) => name.endsWith('.service')));
  return withUnitFolder({ ...request, units: services }, (folder) =>
    scoreFolder(folder, new Set(services.keys())),
  );
}

async function scoreFolder(folder: UnitFolder, services: ReadonlySet<string>): Promise<SecurityResult> {
  const scores = new Map<string, number>();
  for (const paths of folder.pieces) {
    const { stdout, failure } = await folder.run(['security', '--no-pager', '--offline=true', ...paths]);
    if (failure !== undefined) return { skipped: failure };
    for (const [, name = '', score] of stdout.matchAll(/exposure level for (\S+): (\d+(?:\.\d+)?)/g)) {
      const service = unitMeant(name, services);
      if (service !== undefined) scores.set(service, Number(score));
    }
  }
  return { scores };
}
