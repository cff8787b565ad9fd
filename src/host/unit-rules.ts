import { shellQuote } from '../diagnostics/shell-quote.ts';
import { describe, isRunning } from '../install/verdict.ts';
import { serviceValue } from '../install/service-value.ts';
import type { StoredBundle } from '../install/store.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import { sudo, systemctl, tsm } from './advice.ts';
import { ageText } from './format.ts';
import { closing, editedText, hostDropIns, isOfOneUnit } from './drop-ins.ts';
import { isMasked, triggersOf } from './members.ts';
import { shortName } from './named.ts';
import { disabled, startOrLook, stopped } from './operator-rules.ts';
import { freePort, held } from './port-rules.ts';
import { whyFailed } from './results.ts';
import type { Subject, UnitRule } from './subject.ts';

/** In the order in which a person would want to hear of them. */
export const UNIT_RULES: readonly UnitRule[] = [
  {
    code: 'missing',
    find: ({ state }) =>
      /^(?:not-found|error|bad-setting)$/.test(state.loadState)
        ? `systemd has it as ${state.loadState}`
        : undefined,
    // What is installed was read well; what somebody added here was not, and an install leaves that alone.
    command: (subject) =>
      subject.state.loadState !== 'not-found' && ownDropIns(subject).length > 0
        ? systemctl(subject.facts, `cat ${subject.unit}`)
        : tsm(subject.facts, 'install'),
  },
  {
    code: 'masked',
    find: ({ unit, facts }) => (isMasked(unit, facts.system) ? 'masked: it cannot be started' : undefined),
    command: ({ unit, facts }) => systemctl(facts, `unmask ${unit}`),
  },
  {
    code: 'out-of-memory',
    find: ({ state, unit, bundle }) =>
      state.result === 'oom-kill'
        ? `killed for memory: it needed more than it may have${memoryLimit(unit, bundle)}`
        : undefined,
    command: logs,
  },
  {
    code: 'crashing',
    find: ({ state }) =>
      state.subState === 'auto-restart' && state.result !== 'oom-kill'
        ? `crashes and is started again${times(state.restarts)}: ${whyFailed(state)}`
        : isStartedAgain(state)
          ? `does not come up: it is being started again${times(state.restarts)}`
          : undefined,
    command: logs,
  },
  {
    code: 'failed',
    find: ({ state }) =>
      state.activeState === 'failed' && state.result !== 'oom-kill'
        ? `failed: ${whyFailed(state)}`
        : undefined,
    command: logs,
  },
  {
    code: 'secrets-missing',
    find: ({ facts, unit }) => {
      const [name] = facts.missingSecrets.get(unit) ?? [];
      return name === undefined ? undefined : `the secret ${name} is not set, so it cannot be started again`;
    },
    command: (subject) => {
      const [name] = subject.facts.missingSecrets.get(subject.unit) ?? [];
      return tsm(subject.facts, `secrets set ${name} --service`, short(subject));
    },
  },
  {
    code: 'port-held',
    find: ({ facts, unit, bundle }) =>
      // Its socket has the same to say, and is what is to be started.
      triggersOf(unit, bundle).some((one) => facts.ports.has(one)) ? undefined : held(facts, unit),
    command: freePort,
  },
  {
    code: 'port-closed',
    find: ({ facts, unit, state }) => {
      const closed = (facts.ports.get(unit) ?? [])
        .filter(({ listening }) => listening === 'no')
        .map(({ number }) => number);
      return state.activeState === 'active' && closed.length > 0
        ? `runs, but nothing listens on port ${closed.join(', ')}`
        : undefined;
    },
    command: logs,
  },
  {
    code: 'unhealthy',
    find: ({ facts, unit }) => {
      const said = facts.health.get(unit);
      return said === undefined || said === 'ok' ? undefined : `its health check fails: ${said}`;
    },
    command: logs,
  },
  {
    code: 'pinned',
    find: ({ unit, facts }) => {
      const path = facts.system.links.get(unit)?.pinned;
      return path === undefined
        ? undefined
        : `pinned by a full edit, so installs have no effect on it: ${path}`;
    },
    // systemctl revert leaves it: it looks for a file below /usr, and ours is a link.
    command: ({ unit, facts }) =>
      `${sudo(facts)}rm ${shellQuote(facts.system.links.get(unit)?.pinned ?? '')} && ${systemctl(facts, 'daemon-reload')}`,
  },
  { code: 'stopped', find: stopped, command: startOrLook },
  { code: 'disabled', find: disabled, command: (subject) => tsm(subject.facts, 'enable', short(subject)) },
  {
    code: 'restart-pending',
    find: pendingRestart,
    command: (subject) => tsm(subject.facts, 'restart', short(subject)),
  },
  {
    code: 'changed-on-disk',
    find: ({ state }) => (state.needDaemonReload ? 'changed on disk since systemd read it' : undefined),
    command: ({ facts }) => systemctl(facts, 'daemon-reload'),
  },
  {
    code: 'edited',
    find: (subject) => editedText(ownDropIns(subject)),
    command: (subject) =>
      systemctl(
        subject.facts,
        closing(ownDropIns(subject), subject.unit, subject.facts.system.paths.scope).join(' '),
      ),
  },
  {
    code: 'files-newer',
    find: ({ facts, unit }) => {
      const newer = facts.newer.get(unit);
      return newer === undefined
        ? undefined
        : `its files are newer than its process: ${newer.path}, ${ageText(facts.now - newer.modified)} ago`;
    },
    command: (subject) => tsm(subject.facts, 'restart', short(subject)),
  },
];

/** systemd counts the starts of its own alone. A start that waits for a health check is most of such a loop. */
const isStartedAgain = ({ activeState, restarts }: UnitState): boolean =>
  activeState === 'activating' && restarts > 0;

const times = (count: number): string =>
  count === 0 ? '' : count === 1 ? ' (once so far)' : ` (${count} times so far)`;

const ownDropIns = ({ unit, state }: Subject): readonly string[] =>
  hostDropIns(state).filter((path) => isOfOneUnit(path, unit));

const short = ({ unit, bundle }: Subject): string => shortName(unit, bundle.manifest);

function logs(subject: Subject): string {
  return `tsm logs ${short(subject)} @${subject.facts.name}`;
}

function memoryLimit(unit: string, bundle: StoredBundle): string {
  const limit = serviceValue(unit, 'MemoryMax', bundle);
  return limit === undefined ? '' : ` (MemoryMax=${limit})`;
}

function pendingRestart({ unit, facts, change }: Subject): string | undefined {
  const heavy = (change?.differences ?? []).filter(
    ({ effect }) => effect === 'restart' || effect === 'reload',
  );
  // What would be refused is no advice.
  return heavy.length > 0 && isRunning(unit, facts.system) && !facts.missingSecrets.has(unit)
    ? `restart pending: it runs with other content than is installed (${describe(heavy)})`
    : undefined;
}
