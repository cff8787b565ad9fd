import {
  closing,
  editedText,
  hostDropIns,
  isOfOneUnit,
  isReverted,
  lookAtFiles,
  sharedDropIns,
  sharedText,
} from '../host/drop-ins.ts';
import { tsm } from '../host/advice.ts';
import { shortName } from '../host/named.ts';
import { printable } from '../diagnostics/printable.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import { DOWN, type DoctorCode } from './code.ts';
import type { Edit } from './edits.ts';
import type { EnvironmentExam } from './examine.ts';
import { systemctl, type EnvironmentFinding } from './link-rules.ts';
import { isStartable } from './status-findings.ts';
import { isSuspect } from './suspect.ts';
import type { Step } from './raw.ts';
import { findingsOfOne } from './unit-rules.ts';

/** What somebody has added to units on this host: for one unit, or for all whose names or types are alike. */
export const edited = (exam: EnvironmentExam): readonly EnvironmentFinding[] =>
  exam.isInstalled ? [...ofOneUnit(exam), ...shared(exam)] : [];

function ofOneUnit(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  const { scope } = exam.facts.system.paths;
  return [...exam.facts.system.units].flatMap(([unit, state]) => {
    const paths = hostDropIns(state).filter((path) => isOfOneUnit(path, unit));
    const text = editedText(paths);
    if (text === undefined) return [];
    const about = { code: 'edited' as const, units: [unit], what: `${text}${contents(paths, exam)}` };
    const aside = paths.filter((path) => isReverted(path, unit, scope));
    const down = broughtDown(unit, state, paths, exam);
    if (down.length > 0) return [{ ...about, ...blamed(unit, down, aside, exam) }];
    const command = closing(paths, unit, scope);
    const isClosed = command[0] === 'revert';
    return [
      { ...about, ...harmless(paths, exam), ...(isClosed ? {} : LOOK), steps: [systemctl(exam, ...command)] },
    ];
  });
}

const LOOK = { kind: 'look' } as const;

/** Units that are down since, or will be after their next start. Limits of a slice are those of all that is in it. */
function broughtDown(
  unit: string,
  state: UnitState,
  paths: readonly string[],
  exam: EnvironmentExam,
): readonly string[] {
  if (unit !== exam.bundle?.manifest.slice) return isBlamed(unit, state, paths, exam) ? [unit] : [];
  return [...exam.facts.system.units].flatMap(([member, now]) =>
    member.endsWith('.service') && isSuspect(unit, now, paths, exam) ? [member] : [],
  );
}

/** It is down since, or will be after its next start. */
const isBlamed = (unit: string, state: UnitState, paths: readonly string[], exam: EnvironmentExam): boolean =>
  isSuspect(unit, state, paths, exam) || asksByEdit(unit, exam);

const asksByEdit = (unit: string, exam: EnvironmentExam): boolean =>
  exam.units
    .filter(({ view }) => view.unit === unit)
    .some((one) => findingsOfOne(one, exam).some(({ comesFrom }) => comesFrom === 'edited'));

/** The edit may be wanted, so it is kept beside where it was: what `systemctl revert` takes away is lost. */
function blamed(
  unit: string,
  down: readonly string[],
  paths: readonly string[],
  exam: EnvironmentExam,
): Omit<EnvironmentFinding, 'code' | 'what'> {
  const units = [...new Set([unit, ...down])];
  if (paths.length === 0)
    return {
      units,
      kind: 'look',
      why: ONLY_LOOK,
      explains: BLAMED_FOR,
      steps: [systemctl(exam, 'cat', unit)],
    };
  return {
    units,
    kind: 'try',
    why: LAID_ASIDE,
    explains: BLAMED_FOR,
    starts: true,
    steps: [...laidAside(paths, exam), ...down.flatMap((one) => start(one, exam))],
  };
}

/** What a unit does that does not come up, whatever its text asks for. */
const BLAMED_FOR: readonly DoctorCode[] = [
  ...DOWN,
  'missing',
  'changed-on-disk',
  'restart-pending',
  'path-read-only',
  'out-of-memory',
];

const LAID_ASIDE =
  'It has not come up since, or will not after its next start. The command keeps the edit beside its place, as .aside, and goes on without it. What should stay belongs into the config; what is to come back loses that ending.';
const ONLY_LOOK =
  'It has not come up since, or will not after its next start. What stands there counts before what is installed, and an install leaves it alone: correct it by hand.';

const laidAside = (paths: readonly string[], exam: EnvironmentExam): readonly Step[] => [
  ...paths.map((path) => ['mv', '--backup=numbered', path, `${path}.aside`]),
  systemctl(exam, 'daemon-reload'),
];

/** Only what is meant to run by itself. */
function start(unit: string, exam: EnvironmentExam): readonly Step[] {
  if (exam.bundle === undefined || !isStartable(unit, exam)) return [];
  return [tsm(exam.facts, 'restart', shortName(unit, exam.bundle.manifest))];
}

/** Of all the same drop-in is one, wherever it counts. */
function shared(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  const { units } = exam.facts.system;
  const paths = sharedDropIns(units);
  const text = sharedText(paths);
  if (text === undefined) return [];
  const affected = [...units].filter(([, state]) => hostDropIns(state).some((path) => paths.includes(path)));
  const blamedFor = affected.filter(([unit, state]) =>
    isBlamed(
      unit,
      state,
      hostDropIns(state).filter((path) => paths.includes(path)),
      exam,
    ),
  );
  const isBlame = blamedFor.length > 0;
  return [
    {
      code: 'edited',
      kind: 'look',
      units: (isBlame ? blamedFor : affected).map(([unit]) => unit),
      what: `${text}${contents(paths, exam)}`,
      steps: [lookAtFiles(paths)],
      ...(isBlame ? { why: ONLY_LOOK, explains: BLAMED_FOR } : { why: SHARED, ...harmless(paths, exam) }),
    },
  ];
}

const SHARED =
  'They run with other settings than were reviewed. No command of systemd takes such a file away, since it may count for services of others, too.';

/** What has no effect is not what it runs with. */
function harmless(paths: readonly string[], { edits }: EnvironmentExam): Pick<EnvironmentFinding, 'why'> {
  const known = paths.flatMap((path) => edits.get(path) ?? []);
  const isVoid = known.length === paths.length && known.every(({ sets }) => sets.length === 0);
  return isVoid
    ? {
        why: 'systemd passes over what it does not know, so nothing of it has an effect. A key may be misspelt, or its section missing.',
      }
    : {};
}

const MOST_SHOWN = 3;

/** ` (User=ghost, Nice=5)`, or what is ignored. */
function contents(paths: readonly string[], { edits }: EnvironmentExam): string {
  const known = paths.flatMap((path) => edits.get(path) ?? []);
  const set = known.flatMap(({ sets }) => said(sets).map(({ key, value }) => `${key}=${shown(key, value)}`));
  const ignored = known.flatMap((one: Edit) => one.ignored.map((what) => `ignored: ${what}`));
  const all = [...new Set([...set, ...ignored])];
  const more = all.length > MOST_SHOWN ? ` and ${all.length - MOST_SHOWN} more` : '';
  return all.length === 0 ? '' : ` (${printable(all.slice(0, MOST_SHOWN).join(', '))}${more})`;
}

/** An empty value that only clears a list is said by what comes behind it. */
const said = (sets: Edit['sets']): Edit['sets'] =>
  sets.filter(
    ({ key, value }, index) => value !== '' || !sets.slice(index + 1).some((later) => later.key === key),
  );

/** Commands and variables may hold secrets, and whoever wants to see them has the file. */
const UNSAID = /^(?:Exec|Environment$|SetCredential)/;
const LONGEST = 40;

const shown = (key: string, value: string): string =>
  value === '' || (!UNSAID.test(key) && value.length <= LONGEST) ? value : '…';
