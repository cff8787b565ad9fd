import { shellQuote } from '../diagnostics/shell-quote.ts';
import { sudo, tsm } from './advice.ts';
import type { EnvironmentFacts } from './facts.ts';
import { freeing } from './listening.ts';
import { shortName } from './named.ts';
import type { Subject } from './subject.ts';

/** Who has a port that is the unit's. */
export function held({ ports }: EnvironmentFacts, unit: string): string | undefined {
  const taken = (ports.get(unit) ?? []).filter(({ listening }) => listening === 'other');
  if (taken.length === 0) return undefined;
  return taken
    .map(
      ({ number, holder }) =>
        `port ${number} is held by ${holder === null ? 'another process' : `${holder.name} (process ${holder.pid})`}`,
    )
    .join(', ');
}

/** Whether it may be stopped is for a person to say, so this is only what would be typed. */
export function freePort(subject: Subject): string {
  const { facts, unit } = subject;
  const restart = tsm(facts, 'restart', shortName(subject.unit, subject.bundle.manifest));
  const holder = (facts.ports.get(unit) ?? []).find(({ listening }) => listening === 'other')?.holder;
  if (holder === null || holder === undefined) return restart;
  const { words, ends, wait } = freeing(holder.unit === unit ? { ...holder, unit: null } : holder);
  if (!ends) return typed(words);
  const steps = [`${sudo(facts)}${typed(words)}`, ...(wait === undefined ? [] : [typed(wait)]), restart];
  return steps.join(' && ');
}

/** Whoever may make a control group chooses its name. */
const typed = (words: readonly string[]): string => words.map(shellQuote).join(' ');
