import { shellQuote } from '../diagnostics/shell-quote.ts';
import { join } from 'node:path';
import { finishing } from '../host/interrupted.ts';
import { unitNames } from '../install/observe.ts';
import { generationPath } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import type { Dependency } from './dependencies.ts';
import type { DirectoryFact } from './directories.ts';
import { edited } from './edit-rules.ts';
import type { EnvironmentExam } from './examine.ts';
import { LINK_RULES, systemctl, type EnvironmentFinding, type EnvironmentRule } from './link-rules.ts';
import type { Raw } from './raw.ts';
import { fileInWay } from './steps.ts';

/** What is off about an environment as a whole, or about the links and names of its units. */
export const environmentFindings = (exam: EnvironmentExam): readonly Raw[] =>
  RULES.flatMap((rule) => rule(exam)).map((raw) => ({ ...raw, environment: exam.facts.name }));

const RULES: readonly EnvironmentRule[] = [
  busy,
  interrupted,
  clockBehind,
  tooOld,
  ...LINK_RULES,
  storeEdited,
  edited,
  exposed,
  unknownUnits,
  controllers,
  (exam) => exam.directories.map((one) => madeDirectory(one, exam)),
];

const MINUTE = 60_000;

function busy({ store }: EnvironmentExam): readonly EnvironmentFinding[] {
  if (store?.holder === undefined) return [];
  const { pid, command } = store.holder;
  return [
    {
      code: 'busy',
      units: [],
      what: `another tsm is at work: process ${pid}, ${command}`,
      steps: [['ps', '-o', 'pid,etime,args', '-p', String(pid)]],
    },
  ];
}

/** Whoever holds the lock will finish; without one there is nobody who could. */
function interrupted({ facts, bundle, store }: EnvironmentExam): readonly EnvironmentFinding[] {
  const { pending } = facts.system;
  if (pending === undefined || store?.holder !== undefined) return [];
  if (bundle === undefined && facts.busy !== undefined) return [];
  return [
    {
      code: 'interrupted',
      units: [],
      what: `an install was interrupted: process ${pending.pid} has gone and left its marker`,
      steps: [finishing(facts)],
    },
  ];
}

function clockBehind({ store, facts }: EnvironmentExam): readonly EnvironmentFinding[] {
  if (store === undefined || store.writtenAt <= facts.now + MINUTE) return [];
  const what = `the clock is behind: generation ${facts.system.generation} was written at ${new Date(store.writtenAt).toISOString()}, and it is ${new Date(facts.now).toISOString()}`;
  return [{ code: 'clock-behind', units: [], what, steps: [['timedatectl', 'status']] }];
}

function tooOld({ bundle, systemd }: EnvironmentExam): readonly EnvironmentFinding[] {
  const wanted = bundle?.manifest.systemd ?? 0;
  if (systemd === undefined || systemd >= wanted) return [];
  const what = `this host has systemd ${systemd}, the units are made for ${wanted} and later`;
  return [{ code: 'systemd-too-old', units: [], what, steps: [['systemctl', '--version']] }];
}

/** Only units whose text was edited can be down for it, so what belongs to none of them explains nothing. */
function storeEdited({ store, facts, bundle }: EnvironmentExam): readonly EnvironmentFinding[] {
  const { generation, paths } = facts.system;
  const files = store?.editedFiles ?? [];
  if (files.length === 0 || generation === undefined || bundle === undefined) return [];
  const folder = generationPath(paths, generation);
  const units = unitNames(bundle).filter((unit) => files.some((file) => isReadBy(unit, file, bundle)));
  return [
    {
      code: 'store-edited',
      units,
      what: `generation ${generation} was edited in place: ${files.map((file) => join(folder, file)).join(', ')}`,
      steps: [`cd ${shellQuote(folder)} && sha256sum --quiet -c ../${generation}.sha256`],
      ...(units.length === 0 ? { explains: [] } : {}),
    },
  ];
}

/** Its own file, or its file of variables. */
const isReadBy = (unit: string, file: string, { files }: StoredBundle): boolean =>
  file === unit || (file.startsWith('env/') && files.get(unit)?.includes(`/current/${file}\n`) === true);

function exposed({ store }: EnvironmentExam): readonly EnvironmentFinding[] {
  const paths = store?.exposed ?? [];
  if (paths.length === 0) return [];
  return [
    {
      code: 'secrets-exposed',
      units: [],
      what: `others than root may read ${paths.join(', ')}`,
      steps: [
        ['chown', 'root:root', ...paths],
        ['chmod', 'go=', ...paths],
      ],
    },
  ];
}

function unknownUnits(exam: EnvironmentExam): readonly EnvironmentFinding[] {
  return exam.unknown.map(({ unit, on, isRequired, isEdit }: Dependency) => {
    const stem = on.replace(/[@.].*$/, '');
    return {
      code: isRequired ? 'dependency-required' : 'dependency-unknown',
      units: [unit],
      what: `${isRequired ? 'requires' : 'names'} ${on}, which exists nowhere on this host`,
      steps: isEdit
        ? [systemctl(exam, 'revert', unit)]
        : [systemctl(exam, 'list-unit-files', `*${stem.slice(0, 8)}*`)],
      ...(isEdit ? { kind: 'repair' } : {}),
    } as const;
  });
}

function controllers({ units }: EnvironmentExam): readonly EnvironmentFinding[] {
  const lacking = units.filter((one) => one.lackingControllers.length > 0);
  const names = [...new Set(lacking.flatMap((one) => one.lackingControllers))].sort();
  if (names.length === 0) return [];
  return [
    {
      code: 'controllers-missing',
      units: lacking.map(({ view }) => view.unit),
      what: `limits are not enforced: no control group controller for ${names.join(', ')}`,
      steps: [['cat', '/proc/cgroups']],
    },
  ];
}

/** What a link leads to may be a file system that is not mounted; nothing is to be made in its place. */
const BROUGHT_BACK =
  'Bring back what the link leads to: a file system that is not mounted, say. A new directory would hide the data.';

function madeDirectory(
  { path, problem, leadsTo, user, group }: DirectoryFact,
  exam: EnvironmentExam,
): EnvironmentFinding {
  if (leadsTo !== undefined)
    return {
      code: 'directory-missing',
      units: [],
      kind: 'look',
      what: `the directory ${path} is a link that leads to ${leadsTo}, which is missing`,
      why: BROUGHT_BACK,
      steps: [['ls', '-l', path]],
    };
  if (problem === 'file')
    return {
      code: 'directory-missing',
      units: [],
      what: `the directory ${path} is a file`,
      ...fileInWay(path),
    };
  const { paths } = exam.facts.system;
  const words = {
    missing: `the directory ${path} is missing`,
    owner: `the directory ${path} does not belong to ${user}:${group}`,
    closed: `the directory ${path} is closed to its own user ${user}`,
  } as const;
  const codes = {
    missing: 'directory-missing',
    owner: 'directory-owner',
    closed: 'directory-closed',
  } as const;
  return {
    code: codes[problem],
    units: [],
    what: words[problem],
    steps: [['systemd-tmpfiles', '--create', paths.tmpfiles ?? '']],
  };
}
