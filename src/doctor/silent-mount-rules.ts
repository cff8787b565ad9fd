import { printable } from '../diagnostics/printable.ts';
import { isBelow } from '../host/below.ts';
import type { SilentMount } from '../host/silent-mounts.ts';
import type { EnvironmentExam } from './examine.ts';
import { LYING_THERE } from './mount-rules.ts';
import type { Raw } from './raw.ts';

/** A file system that gives no answer is the cause for each unit that names something on it, and for nobody else. */
export const silentMountFindings = (
  silent: readonly SilentMount[],
  environments: readonly EnvironmentExam[],
): readonly Raw[] =>
  silent.flatMap((mount) => {
    const { point, type, source } = mount;
    const about = {
      code: 'mount-lost' as const,
      kind: 'look' as const,
      what: printable(`the file system of ${point} (${type}, ${source}) does not answer`),
      why: WHY,
      steps: [['findmnt', point]],
    };
    const found = environments.flatMap((exam): readonly Raw[] => {
      const units = unitsOn(point, exam);
      return units.length === 0
        ? []
        : [{ ...about, environment: exam.facts.name, units, explains: LYING_THERE }];
    });
    const aside = { ...about, environment: null, units: [], severity: 'warning' as const, explains: [] };
    return found.length > 0 ? found : [aside];
  });

/** What needs it waits for it, and so would doctor: of services only what systemd says of them is told. */
const WHY =
  'Whoever touches it waits, and cannot be stopped meanwhile. So nothing that a service needs was looked at: only what systemd says of it. Bring back the server or the program that is behind it, or let go of it by umount --lazy, and look again.';

function unitsOn(point: string, { bundle }: EnvironmentExam): readonly string[] {
  if (bundle === undefined) return [];
  const all = Object.keys(bundle.manifest.units);
  const { root } = bundle.manifest;
  if (root !== undefined && isBelow(root, point)) return all;
  const isNamed = (text: string): boolean =>
    text
      .split(point)
      .slice(1)
      .some((rest) => /^(?:$|[/\s:"';])/.test(rest));
  return all.filter((unit) => isNamed(bundle.files.get(unit) ?? ''));
}
