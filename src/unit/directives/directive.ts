import type { Kind } from '../values.ts';

/**
 * What a change of a directive needs: nothing but a daemon-reload, new links, a reload of the unit, a look at the
 * control group's files after the daemon-reload, or a restart.
 */
export type Effect = 'none' | 'install' | 'reload' | 'cgroup' | 'restart';

/** What systemd makes of one key of one section. */
export interface DirectiveFacts {
  /** Which validator of `unit/values.ts` knows its values. */
  readonly kind: Kind;
  /** The first systemd that reads it; 0 for one that every supported version reads. */
  readonly since: number;
  /** Repeating it adds to what it holds, and an empty value clears it. A scalar's last value wins. */
  readonly list: boolean;
  readonly effect: Effect;
  /** What to write in its place. */
  readonly deprecated?: string;
}

export type DirectiveTable = Readonly<Record<string, DirectiveFacts>>;

/** A key whose last value wins. */
export const one = (kind: Kind, since = 0): DirectiveFacts => ({
  kind,
  since,
  list: false,
  effect: 'restart',
});

/** A key that accumulates. */
export const many = (kind: Kind, since = 0): DirectiveFacts => ({
  kind,
  since,
  list: true,
  effect: 'restart',
});

/** A key that systemd still knows under another name, or knew. */
export const old = (facts: DirectiveFacts, deprecated: string): DirectiveFacts => ({ ...facts, deprecated });

export const effect = (change: Effect, facts: DirectiveFacts): DirectiveFacts => ({
  ...facts,
  effect: change,
});

const withEffect =
  (change: Effect) =>
  (table: DirectiveTable): DirectiveTable =>
    Object.fromEntries(Object.entries(table).map(([key, facts]) => [key, effect(change, facts)]));

export const live = withEffect('cgroup');
export const links = withEffect('install');
