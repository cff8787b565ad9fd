import { shellQuote } from '../diagnostics/shell-quote.ts';
import { diffUnits } from '../install/diff.ts';
import type { StoredBundle } from '../install/store.ts';
import { isRunning } from '../install/verdict.ts';
import { tsm } from './advice.ts';
import { lookAtFiles, sharedDropIns, sharedText } from './drop-ins.ts';
import type { EnvironmentFacts } from './facts.ts';
import { finishing } from './interrupted.ts';
import { isEnabled, isMasked, isOff, membersOf } from './members.ts';
import type { Finding, FindingCode } from './status.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** What is off in an environment: about all of it first, then unit by unit. */
export function findingsOf(facts: EnvironmentFacts): readonly Finding[] {
  const { installed, system } = facts;
  const about = WHOLE_RULES.flatMap(({ code, find, command }): readonly Finding[] => {
    const text = find(facts, installed);
    return text === undefined ? [] : [{ code, unit: null, text, command: command(facts) }];
  });
  return installed === undefined ? about : [...about, ...unitFindings(facts, installed, system)];
}

function unitFindings(
  facts: EnvironmentFacts,
  bundle: StoredBundle,
  system: EnvironmentFacts['system'],
): readonly Finding[] {
  const changes = new Map(diffUnits(bundle, system).map((change) => [change.unit, change]));
  const { target, slice } = bundle.manifest;
  return [...membersOf(bundle), target, slice].flatMap((unit) => {
    const state = system.units.get(unit);
    if (state === undefined) return [];
    const subject = { unit, bundle, facts, state, change: changes.get(unit) };
    return (unit === slice ? SLICE_RULES : UNIT_RULES).flatMap(
      ({ code, find, command }): readonly Finding[] => {
        const text = find(subject);
        return text === undefined ? [] : [{ code, unit, text, command: command(subject) }];
      },
    );
  });
}

/** A slice comes and goes with what is in it; only what somebody does to it here is worth a word. */
const SLICE_RULES = UNIT_RULES.filter(({ code }) => code === 'edited' || code === 'masked');

/** What is off about an environment as a whole; it has no bundle when an install never came to its switch. */
interface WholeRule {
  readonly code: FindingCode;
  readonly find: (facts: EnvironmentFacts, bundle: StoredBundle | undefined) => string | undefined;
  readonly command: (facts: EnvironmentFacts) => string;
}

const WHOLE_RULES: readonly WholeRule[] = [
  {
    code: 'busy',
    find: ({ system, busy }) =>
      system.pending !== undefined && busy !== undefined
        ? `an install is at work just now: process ${busy}`
        : undefined,
    command: ({ name }) => `tsm status @${name}`,
  },
  {
    code: 'interrupted',
    find: ({ system, busy }) =>
      system.pending !== undefined && busy === undefined
        ? 'an install was interrupted; the next command that changes something finishes or undoes it'
        : undefined,
    command: finishing,
  },
  {
    code: 'mount-lost',
    find: ({ silent = [] }) =>
      silent.length === 0
        ? undefined
        : `the file system of ${silent.map(({ point }) => point).join(', ')} does not answer: files and health were not looked at`,
    command: ({ silent = [] }) => `findmnt ${shellQuote(silent[0]?.point ?? '')}`,
  },
  {
    code: 'not-lingering',
    find: ({ notLingering }) =>
      notLingering === undefined
        ? undefined
        : `${notLingering} does not linger: these services stop at logout and do not start at boot`,
    command: ({ notLingering }) => `loginctl enable-linger ${notLingering}`,
  },
  {
    code: 'not-started',
    find: ({ system }, bundle) =>
      bundle === undefined || isUp(bundle, system) ? undefined : 'nothing of it runs',
    command: (facts) => tsm(facts, 'start'),
  },
  {
    code: 'not-enabled',
    find: ({ system }, bundle) => (bundle === undefined ? undefined : notEnabled(bundle, system)),
    command: (facts) => tsm(facts, 'enable'),
  },
  {
    code: 'edited',
    find: ({ system }, bundle) =>
      bundle === undefined ? undefined : sharedText(sharedDropIns(system.units)),
    command: ({ system }) => lookAtFiles(sharedDropIns(system.units)),
  },
];

const isUp = (bundle: StoredBundle, system: EnvironmentFacts['system']): boolean =>
  [bundle.manifest.target, ...membersOf(bundle)].some(
    (unit) => isRunning(unit, system) || system.units.get(unit)?.activeState === 'failed',
  );

function notEnabled(bundle: StoredBundle, system: EnvironmentFacts['system']): string | undefined {
  const { target } = bundle.manifest;
  if (isOff(bundle, system)) return 'nothing of it starts at boot';
  return isEnabled(target, system) || isMasked(target, system)
    ? undefined
    : `${target} is disabled: nothing of it starts at boot`;
}
