import { posix } from 'node:path';
import type { WrittenService } from '../config/written.ts';
import { secretReason } from '../service/secrets.ts';
import { environmentWords } from '../unit/words.ts';
import { kept } from './notes.ts';
import type { ImportRequest } from './request.ts';
import type { Desk } from './unit-members.ts';
import type { MergedUnit } from './unit-merge.ts';

/**
 * Units of a user's manager lie in folders of its own, and are wanted by the one target that it has. The system has a target of
 * that name, too, and a user in a unit is a word of the system's.
 */
export function scopeOf({ place = '', text }: ImportRequest): Desk['scope'] {
  if (/\/systemd\/user(?:\/|$)/.test(place)) return 'user';
  const isOfSystem = /\/systemd\/system(?:\/|$)/.test(place) || /^(?:User|Group|DynamicUser)=\S/m.test(text);
  return !isOfSystem && /^WantedBy=default\.target\s*$/m.test(text) ? 'user' : 'system';
}

/** Variables on which no file of the host and nobody else has a say, without secrets. */
export function knownVariables(merged: MergedUnit): ReadonlyMap<string, string> {
  const service = merged.get('Service');
  const isElsewhere = ['EnvironmentFile', 'PassEnvironment', 'UnsetEnvironment'].some((key) =>
    service?.has(key),
  );
  const words = (service?.get('Environment') ?? []).map(environmentWords);
  if (isElsewhere || words.some((one) => 'error' in one)) return new Map();
  const entries = words.flatMap((one) => ('value' in one ? one.value : []));
  return new Map(
    entries.filter(([name, value]) => !value.includes('%') && secretReason(name, value) === undefined),
  );
}

/** systemd runs a service in `/`, and one of a user in its home; a path with a specifier, a tilde or a dash stays raw. */
export function workingDirectory(merged: MergedUnit, scope: Desk['scope']): WrittenService {
  const usual = scope === 'user' ? '%h' : undefined;
  const [written = usual] = merged.get('Service')?.get('WorkingDirectory') ?? [];
  if (written === undefined) return { cwd: '/' };
  if (written.startsWith('/') && !written.includes('%'))
    return { cwd: posix.normalize(written).replace(/(?<=.)\/$/, '') };
  return { cwd: '/', unit: { Service: { WorkingDirectory: written } } };
}

/** systemd's own, where Restart= is said and no limit: what restarts more seldom goes on for ever. */
export function startLimit(name: string, merged: MergedUnit, desk: Desk): WrittenService {
  const [unit, service] = [merged.get('Unit'), merged.get('Service')];
  const isSaid = [...(unit?.keys() ?? []), ...(service?.keys() ?? [])].some((key) =>
    key.startsWith('StartLimit'),
  );
  if (isSaid || (service?.get('Restart')?.at(-1) ?? 'no') === 'no') return {};
  desk.notes.push(kept(`${name} start limit`, '5 starts in 10s', 'that of systemd where a unit says none'));
  return { unit: { Unit: { StartLimitIntervalSec: '10s', StartLimitBurst: 5 } } };
}
