import { tsm } from '../host/advice.ts';
import { isEnabled } from '../host/members.ts';
import { shortName } from '../host/named.ts';
import { held } from '../host/port-rules.ts';
import { unitNames } from '../install/observe.ts';
import { unitLink, unitLinkTarget } from '../install/paths.ts';
import { isRunning } from '../install/verdict.ts';
import type { EnvironmentExam } from './examine.ts';
import type { Raw, Step } from './raw.ts';

export type EnvironmentFinding = Omit<Raw, 'environment'>;
export type EnvironmentRule = (exam: EnvironmentExam) => readonly EnvironmentFinding[];

/** To the manager of the environment's scope. */
export const systemctl = ({ facts }: EnvironmentExam, ...words: readonly string[]): Step => [
  'systemctl',
  ...(facts.system.paths.scope === 'user' ? ['--user'] : []),
  ...words,
];

/** What stands between the store and systemd: links that are gone, other files of that name, masks. */
export const LINK_RULES: readonly EnvironmentRule[] = [notLinked, shadowed, masked];

/** One finding for all of them: they have gone together, or are put back together. */
function notLinked(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  const { bundle, facts, isInstalled } = exam;
  if (bundle === undefined || !isInstalled) return [];
  const { paths, links } = facts.system;
  const gone = unitNames(bundle).filter((unit) => links.get(unit)?.linked !== true);
  if (gone.length === 0) return [];
  return [
    {
      code: 'not-linked',
      units: gone,
      what: `its link ${gone.map((unit) => unitLink(paths, unit)).join(', ')} is gone`,
      steps: [
        ...gone.map((unit) => ['ln', '-sfn', unitLinkTarget(paths, unit), unitLink(paths, unit)]),
        systemctl(exam, 'daemon-reload'),
      ],
    },
  ];
}

function shadowed(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  const { links } = exam.facts.system;
  return [...links].flatMap(([unit, { foreign, linked, pinned }]) => {
    if (foreign === undefined || pinned !== undefined || !exam.isInstalled) return [];
    const isOurs = linked && /^\/(?:etc|run)\/systemd\/(?:system|user)\//.test(foreign);
    const aside: readonly Step[] = [['mv', foreign, `${foreign}.aside`], systemctl(exam, 'daemon-reload')];
    return [
      {
        code: 'shadowed',
        units: [unit],
        what: `another unit of that name is taken instead: ${foreign}`,
        steps: isOurs ? aside : [systemctl(exam, 'cat', unit)],
        ...(isOurs ? { kind: 'repair' } : {}),
      } as const,
    ];
  });
}

/** A mask until the next boot is taken away by another option than one that stays. */
function masked(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  const { links, units, paths } = exam.facts.system;
  return [...links].flatMap(([unit, link]) => {
    if (!link.masked && units.get(unit)?.loadState !== 'masked') return [];
    const runtime = units.get(unit)?.unitFileState === 'masked-runtime' && paths.scope === 'system';
    return [
      {
        code: 'masked',
        units: [unit],
        what: runtime ? 'masked until the next boot: it cannot be started' : 'masked: it cannot be started',
        steps: [systemctl(exam, ...(runtime ? ['--runtime'] : []), 'unmask', unit), ...startOf(unit, exam)],
        starts: true,
      } as const,
    ];
  });
}

/**
 * systemd says nothing of why a masked unit is down; what is enabled below a running target was meant to run, and so was the
 * target itself, which starts all that is.
 */
function startOf(unit: string, exam: EnvironmentExam): readonly Step[] {
  const { facts, bundle } = exam;
  if (bundle === undefined || isRunning(unit, facts.system)) return [];
  // Limits of a slice that is not active hold nobody, and what runs in it already does not start it.
  if (unit === bundle.manifest.slice) return [systemctl(exam, 'start', unit)];
  if (!isEnabled(unit, facts.system)) return [];
  // Its own finding frees the port and starts it.
  if (held(facts, unit) !== undefined) return [];
  const { target } = bundle.manifest;
  if (unit === target) return [tsm(facts, 'start')];
  return isRunning(target, facts.system) ? [tsm(facts, 'start', shortName(unit, bundle.manifest))] : [];
}
