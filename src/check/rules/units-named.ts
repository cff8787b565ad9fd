import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { rawValues, type Subject } from '../subject.ts';

/** Directives whose words are units. */
const KEYS = new Set(
  `After Before Wants Requires Requisite BindsTo Upholds Conflicts OnFailure OnSuccess PropagatesReloadTo ReloadPropagatedFrom
  PropagatesStopTo StopPropagatedFrom JoinsNamespaceOf Sockets Unit Service RequiredBy UpheldBy`.split(/\s+/),
);

/** Kinds that have a file; devices, mounts and the like come and go with the machine. */
export const WITH_FILE = /\.(?:service|socket|target|timer|path)$/;

/** Units that raw directives name and that exist neither in a bundle nor on this machine. */
export function unitsNamed({ services, bundle, elsewhere }: Subject): readonly Diagnostic[] {
  const ours = new Set<string>(bundle.units.map(({ name }) => name));
  const known = (unit: string): boolean => ours.has(unit) || elsewhere.has(unit) || SPECIAL.has(unit);
  return rawValues(services)
    .filter(({ key }) => KEYS.has(key))
    .flatMap(({ key, value, at }) =>
      value
        .split(/\s+/)
        .filter((unit) => WITH_FILE.test(unit) && !unit.includes('%') && !known(templateOf(unit)))
        .map((unit) => {
          const near = nearest(
            unit,
            [...ours, ...SPECIAL, ...elsewhere].filter((one) => isOneSlip(unit, one)),
          );
          return near === undefined
            ? diagnostic('unit-from-host', at, { unit, key })
            : diagnostic('unit-misspelt', at, { unit, key, nearest: near });
        }),
    );
}

/** An instance is read from the file of its template. */
const templateOf = (unit: string): string => unit.replace(/@.+(\.[a-z]+)$/, '@$1');

/** Of the same kind and nearly as long. */
const isOneSlip = (unit: string, other: string): boolean =>
  Math.abs(unit.length - other.length) <= 2 &&
  unit.split('.').at(-1) === other.split('.').at(-1) &&
  slips(unit, other) <= 2;

/** Letters that differ once what both begin and end with is gone. */
function slips(one: string, other: string): number {
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - from && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - from - end;
}

/** systemd.special(7): there on every host. */
export const SPECIAL: ReadonlySet<string> = new Set(
  `basic bluetooth cryptsetup default emergency exit getty graphical graphical-session hibernate local-fs local-fs-pre
  machines multi-user network network-online network-pre nss-lookup nss-user-lookup paths poweroff printer reboot remote-fs
  remote-fs-pre rescue rpcbind shutdown sigpwr sleep slices sockets sound suspend swap sysinit time-set time-sync timers
  umount`
    .split(/\s+/)
    .map((name) => `${name}.target`),
);
