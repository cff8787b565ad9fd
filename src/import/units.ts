import type { WrittenEnvironment, WrittenService } from '../config/written.ts';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Draft, DraftService } from './draft.ts';
import { execText } from './exec-text.ts';
import { mergeSettings } from './merge-settings.ts';
import { userName } from './names.ts';
import { changed, dropped, kept } from './notes.ts';
import type { ImportRequest } from './request.ts';
import { knownVariables, scopeOf, startLimit, workingDirectory } from './unit-facts.ts';
import { relations } from './unit-relations.ts';
import { withOwnName } from './specifiers.ts';
import { isYes, readMember, unitNames, type Desk, type Member } from './unit-members.ts';
import type { MergedUnit } from './unit-merge.ts';
import { namedNote, withNames } from './unit-names.ts';
import { mapDirective } from './unit-settings.ts';

/** One unit of systemd, or all of a folder, with drop-ins and triggers. */
export function draftUnits(request: ImportRequest): Checked<Draft> {
  const desk: Desk = { request, scope: scopeOf(request), notes: [], diagnostics: [] };
  const members = unitNames(desk).flatMap((unit) => readMember(unit, desk));
  if (members.length === 0 && desk.diagnostics.length === 0)
    desk.diagnostics.push(
      diagnostic('import-empty', { file: request.file }, { what: 'a unit such as web.service' }),
    );
  const names = new Map(members.map(({ unit, name }) => [unit, name]));
  const drafted = members.map((member) => draftMember(member, names, desk));
  if (desk.diagnostics.length > 0) return { value: undefined, diagnostics: desk.diagnostics };
  const { services, environment } = below(
    drafted.map(({ service }) => service),
    desk.scope,
  );
  const since = Math.max(0, ...drafted.map((one) => one.since));
  if (desk.scope === 'user') desk.notes.push(kept('a unit of a user', 'scope: user'));
  desk.notes.push(changed('what is not said', "tsm's defaults", DEFAULTS));
  desk.notes.push(changed('the old units', handOver(members, desk.scope), HAND_OVER));
  return {
    value: {
      project: services.length === 1 ? services[0]?.name : undefined,
      services,
      environments: { production: { ...environment, ...(since > OLDEST ? { systemd: since } : {}) } },
      notes: desk.notes,
      units: new Map(
        members.flatMap(({ unit, name, triggers }) =>
          [unit, ...triggers.map((one) => one.unit)].map((one) => [one, name] as const),
        ),
      ),
    },
    diagnostics: [],
  };
}

const HAND_OVER =
  'on the host, just before tsm install --now: until then they run, start at boot and hold their ports. Back with enable --now';

const handOver = (members: readonly Member[], scope: Desk['scope']): string =>
  [
    scope === 'user' ? 'systemctl --user disable --now' : 'systemctl disable --now',
    ...members.flatMap(({ unit, triggers }) => [unit, ...triggers.map((one) => one.unit)]),
  ].join(' ');

/** The oldest systemd that a project runs on when it says nothing. */
const OLDEST = 247;
const DEFAULTS =
  'Type=exec, Restart=on-failure after 5s, 5 starts in 5 minutes at most, start within 60s, stop within 30s, UMask=0027';

function draftMember(
  member: Member,
  names: ReadonlyMap<string, string>,
  desk: Desk,
): { service: DraftService; since: number } {
  const { unit, name, triggers } = member;
  const { scope } = desk;
  const { merged, named } = withNames(member);
  const variables = knownVariables(merged);
  const exec = execText(merged.get('Service')?.get('ExecStart') ?? [], { unit, scope, variables });
  if ('problem' in exec || exec.text === '') {
    const problem = 'problem' in exec ? exec.problem : 'there is none';
    desk.diagnostics.push(
      diagnostic(
        'import-invalid',
        { file: desk.request.file },
        { problem: `ExecStart= of ${unit}: ${problem}` },
      ),
    );
    return { service: { name, settings: {} }, since: 0 };
  }
  desk.notes.push(
    (exec.why === '' ? kept : changed)(`${name}.ExecStart=`, `command: ${exec.text}`, exec.why),
  );
  const [directory] = merged.get('Service')?.get('WorkingDirectory') ?? [];
  if (directory !== undefined)
    desk.notes.push(kept(`${name}.WorkingDirectory=`, `the working directory is ${directory}`));
  const related = relations(name, merged.get('Unit') ?? new Map(), names);
  desk.notes.push(...related.notes.map((note) => (named.has(note.item) ? namedNote(note) : note)));
  let settings: WrittenService = {
    command: exec.text,
    ...related.settings,
    ...workingDirectory(merged, scope),
  };
  let since = 0;
  const readsFiles = merged.get('Service')?.has('EnvironmentFile') === true;
  const sections = [...merged, ...triggers.flatMap((one) => [...one.merged])];
  for (const [section, keys] of sections) {
    if (section.startsWith('X-')) continue;
    for (const [key, values] of keys) {
      if (HANDLED.has(`${section}.${key}`) || related.handled.has(`${section}.${key}`)) continue;
      if (STARTS.has(`${section}.${key}`) && values.at(-1) === unit) continue;
      if (scope === 'user' && OF_SYSTEM.has(`${section}.${key}`)) {
        desk.notes.push(dropped(`${name}.${key}=`, 'the manager of a user runs everything as that user'));
        continue;
      }
      const written = section === 'Unit' ? values : values.map((value) => withOwnName(value, unit) ?? value);
      const mapped = mapDirective(name, { section, key, values: written }, readsFiles);
      settings = mergeSettings(settings, mapped.settings);
      const isNamed =
        written.some((value, index) => value !== values[index]) ||
        (section === 'Unit' && named.has(`${name}.${key}=`));
      desk.notes.push(...mapped.notes.map((note) => (isNamed ? namedNote(note) : note)));
      since = Math.max(since, mapped.since);
    }
  }
  settings = mergeSettings(settings, startLimit(name, merged, desk));
  const isEnabled = [merged, ...triggers.map((one) => one.merged)].some(
    (one) => one.get('Install')?.has('WantedBy') === true,
  );
  desk.notes.push(kept(`${name} [Install]`, `autostart: ${isEnabled}`));
  if (isTimed(member) && merged.get('Install')?.has('WantedBy') === true)
    desk.notes.push(changed(`${name} [Install]`, 'started by its trigger alone', AT_BOOT));
  if (!isEnabled) settings = { ...settings, autostart: false };
  if (isDynamic(merged) && settings.user === undefined) {
    settings = { ...settings, user: userName(name) };
    const item = `${name}.DynamicUser=`;
    const told = desk.notes.findIndex((note) => note.item === item);
    desk.notes.splice(told, 1, changed(item, `unit.Service.DynamicUser, user: ${settings.user}`, NAMED_USER));
  }
  return { service: { name, settings }, since };
}

/** systemd.exec(5), DynamicUser=: a user of that name that is there is taken. */
const NAMED_USER =
  'tsm names and makes the user of every service; its sandbox and /var/lib/private stay as they are';

const AT_BOOT = "it was started at boot, too: for a timer unit: { Timer: { OnBootSec: '1s' } } says so here";

const isTimed = ({ triggers }: Member): boolean =>
  triggers.some(({ merged }) => merged.has('Timer') || merged.has('Path'));

const isDynamic = (merged: MergedUnit): boolean =>
  isYes(merged.get('Service')?.get('DynamicUser')?.[0] ?? '');

const OF_SYSTEM = new Set(['Service.User', 'Service.Group', 'Service.DynamicUser']);

/** Read by hand. */
const HANDLED = new Set(['Service.ExecStart', 'Service.WorkingDirectory', 'Install.WantedBy']);

/** A trigger starts the service of its name anyway. */
const STARTS = new Set(['Timer.Unit', 'Path.Unit', 'Socket.Service']);

/** Services that share one working directory have the project there. Nothing is sandboxed that was not. */
function below(
  drafted: readonly DraftService[],
  scope: Desk['scope'],
): {
  services: readonly DraftService[];
  environment: WrittenEnvironment;
} {
  // A user of all is the environment's, where its home can be said, too.
  const [user = 'root', ...others] = new Set(drafted.map(({ settings }) => settings.user ?? 'root'));
  const isShared = others.length === 0 && user !== 'root';
  const services = isShared ? drafted.map(withoutUser) : drafted;
  const folders = [...new Set(services.map(({ settings }) => settings.cwd ?? '/'))];
  const [root] = folders;
  const owner: WrittenEnvironment =
    scope === 'user' ? { scope, hardening: 'off' } : { user: isShared ? user : 'root', hardening: 'off' };
  if (folders.length !== 1 || root === undefined || root === '/') return { services, environment: owner };
  const inside = services.map(({ name, settings }) => ({ name, settings: { ...settings, cwd: '.' } }));
  return { services: inside, environment: { ...owner, root } };
}

function withoutUser({ name, settings }: DraftService): DraftService {
  const entries = Object.entries(settings).filter(([key]) => key !== 'user');
  return { name, settings: Object.fromEntries(entries) };
}
