// [I/O] What systemd itself says about units, strictly: any word about one of ours counts.
import { type AnalyzeRequest, type UnitFolder, withUnitFolder } from './analyze.ts';
import { type Complaint, parseComplaints } from './complaint.ts';
import { systemdVersion } from './version.ts';

export type VerifyResult = { readonly complaints: readonly Complaint[] } | { readonly skipped: string };

/** A unit that every version complains about: its line proves that systemd has loaded the units named before it. */
const CANARY = 'tsm-verify-canary.target';
const CANARY_TEXT = '[Unit]\nTsmCanary=yes\n';

const RECURSIVE_ERRORS_SINCE = 250;

/**
 * Runs `systemd-analyze verify` over all units together, so that they find each other. Absent users, directories
 * and env files are not noticed by systemd. `skipped` says why nothing was verified.
 * Source: man systemd-analyze(1).
 */
export async function verifyUnits(request: AnalyzeRequest): Promise<VerifyResult> {
  const version = await systemdVersion();
  if (version === undefined) return { skipped: 'systemd-analyze is not installed' };
  const units = new Map([...request.units, [CANARY, CANARY_TEXT]]);
  return withUnitFolder({ ...request, units }, (folder) =>
    verifyFolder(folder, version, new Set(units.keys())),
  );
}

async function verifyFolder(
  folder: UnitFolder,
  version: number,
  units: ReadonlySet<string>,
): Promise<VerifyResult> {
  const strict = version >= RECURSIVE_ERRORS_SINCE ? ['--recursive-errors=yes'] : [];
  const found = new Map<string, Complaint>();
  for (const paths of folder.pieces) {
    const result = await verifyPiece(folder, ['verify', '--man=no', ...strict], paths, units);
    if ('skipped' in result) return result;
    for (const complaint of result.complaints) found.set(complaint.text, complaint);
  }
  return { complaints: [...found.values()] };
}

async function verifyPiece(
  { directory, run }: UnitFolder,
  verb: readonly string[],
  paths: readonly string[],
  units: ReadonlySet<string>,
): Promise<VerifyResult> {
  const canary = `${directory}/${CANARY}`;
  const { stderr, failure } = await run([...verb, ...paths.filter((path) => path !== canary), canary]);
  if (failure !== undefined) return { skipped: failure };
  const complaints = parseComplaints(stderr, directory, units);
  const others = complaints.filter(({ unit }) => unit !== CANARY);
  return others.length < complaints.length
    ? { complaints: others }
    : { skipped: `systemd-analyze verify failed: ${stderr.trim()}` };
}
