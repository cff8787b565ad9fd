import { distance } from 'fastest-levenshtein';
import { controlDirectives, limitDirectives } from './cgroup.ts';
import { conditionDirectives } from './condition.ts';
import type { DirectiveFacts, DirectiveTable } from './directive.ts';
import { execDirectives } from './exec.ts';
import { installDirectives } from './install.ts';
import { killDirectives } from './kill.ts';
import { sandboxDirectives } from './sandbox.ts';
import { serviceDirectives } from './service.ts';
import { sliceDirectives } from './slice.ts';
import { socketDirectives } from './socket.ts';
import { pathDirectives, timerDirectives } from './trigger.ts';
import { unitDirectives } from './unit.ts';

const cgroup = { ...limitDirectives, ...controlDirectives };
const shared = { ...execDirectives, ...sandboxDirectives, ...killDirectives, ...cgroup };

/** Every directive by section. A target has no section of its own. */
export const sections: Readonly<Record<string, DirectiveTable>> = {
  Unit: { ...unitDirectives, ...conditionDirectives },
  Service: { ...serviceDirectives, ...shared },
  Socket: { ...socketDirectives, ...shared },
  Timer: timerDirectives,
  Path: pathDirectives,
  Slice: { ...cgroup, ...sliceDirectives },
  Install: installDirectives,
};

/** What systemd makes of `key` in `[section]`; undefined for what it does not know. Case matters. */
export function directiveOf(section: string, key: string): DirectiveFacts | undefined {
  const table = Object.hasOwn(sections, section) ? sections[section] : undefined;
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

export interface NamedDirective {
  readonly section: string;
  readonly key: string;
}

/** What was probably meant by a key that `[section]` does not have: the same key elsewhere, or one spelled alike. */
export function nearestDirective(section: string, key: string): NamedDirective | undefined {
  const elsewhere = Object.keys(sections).find(
    (other) => other !== section && directiveOf(other, key) !== undefined,
  );
  if (elsewhere !== undefined) return { section: elsewhere, key };
  const order = [section, ...Object.keys(sections).filter((other) => other !== section)];
  const ranked = order
    .flatMap((name) =>
      keysOf(name).map((candidate) => ({ section: name, key: candidate, steps: steps(key, candidate) })),
    )
    .filter(({ steps: found }) => found <= Math.max(1, Math.floor(key.length / 4)));
  const best = ranked.sort((a, b) => a.steps - b.steps)[0];
  return best === undefined ? undefined : { section: best.section, key: best.key };
}

/** Current keys: nobody should be led to a deprecated one. */
const keysOf = (section: string): readonly string[] =>
  Object.entries(sections[section] ?? {}).flatMap(([key, facts]) =>
    facts.deprecated === undefined ? [key] : [],
  );

/** Letter case is the commonest slip and costs nothing. */
const steps = (written: string, candidate: string): number =>
  distance(written.toLowerCase(), candidate.toLowerCase());
