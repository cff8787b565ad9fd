import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPlace } from '../../diagnostics/place.ts';
import { parseTimespan } from '../../unit/values/measure.ts';
import type { UnitFile } from '../../unit/unit.ts';
import type { Subject } from '../subject.ts';

/** A shorter pause is none, in µs. */
const PAUSE = 1_000_000;

/** Services that systemd would start again at once and for ever. */
export const restartLoops = ({ bundle }: Subject): readonly Diagnostic[] => bundle.units.flatMap(loopOf);

function loopOf(unit: UnitFile): readonly Diagnostic[] {
  const last = (key: string) =>
    unit.sections.flatMap(({ directives }) => directives).findLast((one) => one.key === key);
  const [policy, delay, interval] = [
    last('Restart'),
    last('RestartSec'),
    last('StartLimitIntervalSec') ?? last('StartLimitInterval'),
  ];
  if (policy === undefined || policy.value === 'no' || interval === undefined) return [];
  if (parseTimespan(interval.value) !== 0 || (parseTimespan(delay?.value ?? '100ms') ?? PAUSE) >= PAUSE)
    return [];
  const at = [interval, delay, policy]
    .map((one) => one?.origin)
    .find((one) => one !== undefined && isPlace(one));
  return [
    diagnostic('restart-loop', at !== undefined && isPlace(at) ? at : undefined, {
      policy: policy.value,
      delay: delay?.value ?? '100ms',
    }),
  ];
}
