import { FOREIGN_FILES } from '../config/config-names.ts';
import type { WrittenEnvironment, WrittenService } from '../config/written.ts';
import type { Draft, DraftService, ImportNote } from '../import/draft.ts';
import type { Folder } from './folder.ts';
import type { Found, Proposal } from './proposal.ts';

/** A file in which another tool describes what it runs, and what came of it, if it could be read. */
export interface ForeignProject {
  readonly file: string;
  readonly draft: Draft | undefined;
}

/** Environment → who runs it, where, and how; of its services every proposal knows. */
export type ForeignEnvironments = Readonly<Record<string, Omit<WrittenEnvironment, 'services'>>>;

export interface ForeignFound extends Found {
  readonly environments: ForeignEnvironments;
  /** What holds wherever it runs; nothing where no other tool runs anything. */
  readonly everywhere: Draft['everywhere'];
}

/** Services that another tool describes. Of several files one was read; the others are named. */
export function foreignServices(folder: Folder, read?: ForeignProject): ForeignFound {
  const unread = FOREIGN_FILES.filter((file) => file !== read?.file && folder.has(file)).map(
    (file) => `${file} is there: tsm import ${file} reads it.`,
  );
  if (read === undefined) return { ...NO_SERVICES, notes: unread };
  const { file, draft } = read;
  if (draft === undefined) {
    const note = `${file} could not be read: tsm import ${file} says why.`;
    return { ...NO_SERVICES, notes: [note, ...unread] };
  }
  return {
    proposals: draft.services.flatMap((service) => proposalOf(service, draft, file)),
    notes: unread,
    // A Procfile's environment is its `.env`, which is looked at by itself.
    environments: file === 'Procfile' ? {} : withoutServices(draft.environments),
    everywhere: draft.everywhere,
  };
}

const NO_SERVICES = { proposals: [], environments: {}, everywhere: undefined } as const;

const withoutServices = (environments: Draft['environments']): ForeignEnvironments =>
  Object.fromEntries(
    Object.entries(environments).map(([name, { services: _services, ...environment }]) => [
      name,
      environment,
    ]),
  );

function proposalOf(
  { name, settings }: DraftService,
  { environments }: Draft,
  file: string,
): readonly Proposal[] {
  const { command, cwd = '.', port, ...more } = settings;
  if (command === undefined) return [];
  const there = Object.entries(environments).flatMap(([environment, { services }]) => {
    const written = services?.[name];
    return written === undefined || written === false ? [] : [[environment, written] as const];
  });
  return [
    {
      name,
      command,
      cwd,
      ...(port === undefined ? {} : { port: String(port) }),
      ...(Object.keys(more).length === 0 ? {} : { settings: more }),
      ...(there.length === 0 ? {} : { inEnvironments: Object.fromEntries<WrittenService>(there) }),
      why: `${file}: ${name}`,
      from: name,
      notes: [],
    },
  ];
}

/** Programs that the services which are taken call: path → text. */
export const foreignScripts = (
  read: ForeignProject | undefined,
  taken: readonly Proposal[],
): readonly (readonly [string, string])[] =>
  [...(read?.draft?.scripts ?? [])].filter(([path]) => taken.some(({ command }) => command.endsWith(path)));

/** What is not as it was of the services that are taken, once for all that it is true of. */
export function foreignNotes(
  read: ForeignProject | undefined,
  taken: readonly Proposal[],
): readonly string[] {
  const names = taken.flatMap(({ from }) => from ?? []);
  if (read?.draft === undefined || names.length === 0) return [];
  const { file, draft } = read;
  const groups = new Map<string, string[]>();
  for (const note of draft.notes.filter(isWorthSaying).filter(isOf(names, draft))) {
    const said = sayNote(note);
    groups.set(said, [...(groups.get(said) ?? []), note.item]);
  }
  const moved =
    draft.apps === undefined
      ? []
      : [
          `A host on which PM2 runs them is moved by a script: tsm import ${file} --handover move.sh writes it.`,
        ];
  return [
    ...[...groups].map(
      ([said, items]) => `${file}: ${items.join(', ')} ${items.length > 1 ? 'are' : 'is'} ${said}`,
    ),
    ...(draft.everywhere?.hardening === undefined ? [] : [`${file}: what it starts ${WRITES}`]),
    ...moved,
  ];
}

const WRITES =
  "writes where its user may, as before, so hardening is 'relaxed' and there is no maxExposure: 'strict' closes more.";

/** A note begins with what it is of: a service, what the other tool calls it, or something that is true of all. */
function isOf(taken: readonly string[], { services, apps = [] }: Draft): (note: ImportNote) => boolean {
  const becomes = new Map<string, readonly string[]>([
    ...services.map(({ name }) => [name, [name]] as const),
    ...apps.map(({ app, services: made }) => [app, made] as const),
  ]);
  const longestFirst = [...becomes.keys()].sort((a, b) => b.length - a.length);
  return ({ item }) => {
    const owner = longestFirst.find((name) => item === name || item.startsWith(`${name}.`));
    return owner === undefined || (becomes.get(owner) ?? []).some((name) => taken.includes(name));
  };
}

const isWorthSaying = ({ item, outcome, why }: ImportNote): boolean =>
  outcome !== 'kept' && why !== '' && !item.startsWith('.env');

const sayNote = ({ outcome, became, why }: ImportNote): string =>
  outcome === 'dropped' ? `left out: ${why}.` : `now ${became}: ${why}.`;
