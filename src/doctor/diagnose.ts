import { asRoot, tsm } from '../host/advice.ts';
import { triggersOf } from '../host/members.ts';
import { shortName } from '../host/named.ts';
import type { DoctorCode } from './code.ts';
import { CODES } from './codes.ts';
import { environmentFindings } from './environment-rules.ts';
import type { EnvironmentExam } from './examine.ts';
import type { HostExam } from './host-exam.ts';
import { hostFindings } from './host-rules.ts';
import { withLastWords } from './last-words.ts';
import { withNeededUnits } from './needed-units.ts';
import { orderFindings, severityOf, type Ordered } from './order.ts';
import { commandLine, type Raw, type Step } from './raw.ts';
import type { DoctorFinding, DoctorReport, ExaminedEnvironment } from './report.ts';
import { isStartable, statusFindings } from './status-findings.ts';
import { unitFindings } from './unit-rules.ts';

/** All that was looked at. */
export interface Examination {
  readonly host: HostExam;
  readonly environments: readonly EnvironmentExam[];
  /** Stores that cannot be read, and what an install would refuse for. */
  readonly others: readonly Raw[];
  readonly damaged: readonly ExaminedEnvironment[];
  readonly isRoot: boolean;
  readonly sudo: string | null;
}

/** What is wrong, causes first. */
export function diagnose(seen: Examination): DoctorReport {
  const raws = [
    ...hostFindings(seen.host),
    ...seen.others,
    ...seen.environments.flatMap((exam) => [
      ...environmentFindings(exam),
      ...[...unitFindings(exam), ...statusFindings(exam)].map((raw) =>
        withNeededUnits(withLastWords(raw, exam.units), exam),
      ),
    ]),
  ];
  const findings = orderFindings(withoutRepeats(raws)).map((one) => finish(one, seen));
  const unseen = seen.environments.flatMap((exam) => unseenOf(exam, seen.isRoot));
  return {
    ok: findings.every(({ severity }) => severity === 'note'),
    environments: [...seen.damaged, ...seen.environments.map(examined)],
    findings,
    unseen: [...new Set(unseen)],
    sudo: unseen.length === 0 ? null : seen.sudo,
  };
}

/** What has been given up has failed, too; that is the same said twice. */
function withoutRepeats(raws: readonly Raw[]): readonly Raw[] {
  const over = new Set(raws.filter(({ code }) => code === 'given-up').flatMap(({ units }) => units));
  return raws.filter(({ code, units }) => code !== 'failed' || !units.some((unit) => over.has(unit)));
}

const examined = ({ facts, isInstalled }: EnvironmentExam): ExaminedEnvironment => ({
  environment: facts.environment,
  base: facts.system.paths.base,
  scope: facts.system.paths.scope,
  installed: isInstalled,
});

function finish(one: Ordered, { environments, damaged, isRoot, sudo }: Examination): DoctorFinding {
  const { raw, because } = one;
  const exam = environments.find(({ facts }) => facts.name === raw.environment);
  // Of a store that cannot be read there is no exam.
  const unread = damaged.find(({ environment }) => environment === raw.environment);
  const isUser = (exam?.facts.system.paths.scope ?? unread?.scope) === 'user';
  return {
    code: raw.code,
    severity: severityOf(raw),
    environment: raw.environment,
    units: raw.units,
    what: raw.what,
    said: raw.said ?? null,
    why: raw.why ?? CODES[raw.code].why,
    kind: kindOf(raw),
    command: asRoot(commandLine([...raw.steps, ...restarts(one, exam)], !isRoot && !isUser), sudo),
    because,
  };
}

const kindOf = (raw: Raw): DoctorFinding['kind'] => raw.kind ?? CODES[raw.code].kind;

/** States that a service does not leave by itself when its cause has gone. */
const STUCK: ReadonlySet<DoctorCode> = new Set([
  'given-up',
  'crashing',
  'failed',
  'stopped',
  'unhealthy',
  'port-closed',
]);

/**
 * A repaired cause leaves the services down that it brought down, so the command starts them, too: all but those that its own
 * steps start, which for a service are also what triggers it.
 */
function restarts({ raw, symptoms }: Ordered, exam: EnvironmentExam | undefined): readonly Step[] {
  if (kindOf(raw) === 'look' || exam?.bundle === undefined) return [];
  const { bundle, facts } = exam;
  const own = raw.starts === true ? raw.units.flatMap((unit) => [unit, ...triggersOf(unit, bundle)]) : [];
  const isAll = raw.starts === true && raw.units.length === 0;
  const down = symptoms.filter(({ code }) => !isAll && STUCK.has(code)).flatMap(({ units }) => units);
  return [...new Set(down)]
    .filter((unit) => !own.includes(unit) && isStartable(unit, exam))
    .map((unit) => tsm(facts, 'restart', shortName(unit, bundle.manifest)));
}

function unseenOf({ facts, units, store }: EnvironmentExam, isRoot: boolean): readonly string[] {
  const { name, system, ports } = facts;
  const nobody = units.filter(({ account, view }) => account === undefined && !view.isApart);
  const users = [...new Set(nobody.map(({ view }) => view.user || 'its own user'))];
  const unanswered = users.map((user) => `what ${user} may do: who that is, the host did not say in time`);
  if (isRoot || system.paths.scope === 'user') return unanswered;
  const closed = units.flatMap(({ paths, programs }) => [
    ...paths.flatMap(({ reach }) => (reach.kind === 'unseen' ? [reach.at] : [])),
    ...programs.flatMap((fact) => (fact.kind === 'unseen' ? [fact.program] : [])),
  ]);
  const unknownPorts = [...ports.values()].flat().some(({ listening }) => listening === 'unknown');
  return [
    ...unanswered,
    ...(store?.exposed === undefined ? [`the secrets of @${name}`] : []),
    ...(unknownPorts ? [`who listens on the ports of @${name}`] : []),
    ...(closed.length > 0 ? [`what is behind ${[...new Set(closed)].join(', ')}`] : []),
    `the journal of @${name}, and files as its users meet them`,
  ];
}
