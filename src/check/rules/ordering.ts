import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPlace, type Place } from '../../diagnostics/place.ts';
import type { UnitFile } from '../../unit/unit.ts';
import type { Subject } from '../subject.ts';

/** `before` comes up before `after`. */
interface Edge {
  readonly before: string;
  readonly after: string;
  readonly at: Place | undefined;
}

/** The order of the boot, each before the next: bootup(7) and the unit files of systemd. */
const BOOT = [
  'local-fs-pre.target local-fs.target sysinit.target basic.target multi-user.target graphical.target',
  'swap.target sysinit.target sockets.target basic.target',
  'sysinit.target paths.target basic.target',
  'sysinit.target timers.target',
  'network-pre.target network.target network-online.target remote-fs-pre.target remote-fs.target',
  'time-set.target time-sync.target',
];

/** What systemd adds to a unit with default dependencies: systemd.service(5), .timer(5), .socket(5), .path(5). */
const IMPLICIT: Readonly<Record<string, { readonly after: string; readonly before: string }>> = {
  service: { after: 'basic.target', before: 'shutdown.target' },
  timer: { after: 'sysinit.target', before: 'timers.target' },
  socket: { after: 'sysinit.target', before: 'sockets.target' },
  path: { after: 'sysinit.target', before: 'paths.target' },
};

/** Circles in what comes before what. Those of `depends` and `after` alone are found with the services. */
export function orderingCycles({ bundle }: Subject): readonly Diagnostic[] {
  const edges = [...bundle.units.flatMap(edgesOf), ...BOOT.flatMap(chain)];
  const next = new Map<string, readonly Edge[]>();
  for (const one of edges) next.set(one.before, [...(next.get(one.before) ?? []), one]);
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    if (edge.at === undefined) return [];
    const way = wayBack(edge, next);
    const key = way === undefined ? '' : [...new Set(way.map(({ before }) => before))].sort().join();
    if (way === undefined || seen.has(key)) return [];
    seen.add(key);
    const cycle = [edge.before, ...[edge, ...way].map(({ after }) => after)];
    return [diagnostic('ordering-cycle', edge.at, { cycle })];
  });
}

/** The edges that lead from the end of one to its beginning, the shortest way. */
function wayBack(edge: Edge, next: ReadonlyMap<string, readonly Edge[]>): readonly Edge[] | undefined {
  const came = new Map<string, Edge | undefined>([[edge.after, undefined]]);
  for (const unit of came.keys()) {
    if (unit === edge.before) return trail(unit, came);
    for (const one of next.get(unit) ?? []) if (!came.has(one.after)) came.set(one.after, one);
  }
  return undefined;
}

function trail(unit: string, came: ReadonlyMap<string, Edge | undefined>): readonly Edge[] {
  const edge = came.get(unit);
  return edge === undefined ? [] : [...trail(edge.before, came), edge];
}

function edgesOf({ name, sections }: UnitFile): readonly Edge[] {
  const directives = sections.flatMap((section) => section.directives);
  const said = directives.flatMap(({ key, value, origin }) =>
    value.split(/\s+/).flatMap((unit) => edgeOf(name, key, unit, isPlace(origin) ? origin : undefined)),
  );
  const implicit = directives.some(({ key, value }) => key === 'DefaultDependencies' && value === 'no')
    ? undefined
    : IMPLICIT[name.split('.').at(-1) ?? ''];
  return implicit === undefined
    ? said
    : [
        ...said,
        { before: implicit.after, after: name, at: undefined },
        { before: name, after: implicit.before, at: undefined },
      ];
}

/** A target waits for what requires to be started with it, unless it says otherwise. */
function edgeOf(name: string, key: string, unit: string, at: Place | undefined): readonly Edge[] {
  if (unit === '' || unit === name) return [];
  if (key === 'After') return [{ before: unit, after: name, at }];
  if (key === 'Before' || (/^(?:RequiredBy|UpheldBy)$/.test(key) && unit.endsWith('.target')))
    return [{ before: name, after: unit, at }];
  return [];
}

const chain = (names: string): readonly Edge[] => {
  const units = names.split(' ');
  return units.slice(1).map((after, index) => ({ before: units[index] ?? '', after, at: undefined }));
};
