import type { WrittenService } from '../config/written.ts';
import { directiveOf } from '../unit/directives/table.ts';
import { secretReason } from '../service/secrets.ts';
import { validateValue } from '../unit/values.ts';
import { environmentWords } from '../unit/words.ts';
import type { ImportNote } from './draft.ts';
import { changed, dropped, kept } from './notes.ts';
import { literal, sortVariables } from './variables.ts';

/** Directives that are a setting of ours with the same value, by their path in it. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  'Unit.Description': ['description'],
  'Service.Type': ['type'],
  'Service.User': ['user'],
  'Service.Group': ['group'],
  'Service.Restart': ['restart', 'policy'],
  'Service.RestartSec': ['restart', 'delay'],
  'Service.RestartMaxDelaySec': ['restart', 'maxDelay'],
  'Service.TimeoutStartSec': ['timeouts', 'start'],
  'Service.TimeoutStopSec': ['timeouts', 'stop'],
  'Service.MemoryMax': ['limits', 'memoryMax'],
  'Service.MemoryHigh': ['limits', 'memoryHigh'],
  'Service.MemorySwapMax': ['limits', 'memorySwapMax'],
  'Service.CPUQuota': ['limits', 'cpuQuota'],
  'Service.CPUWeight': ['limits', 'cpuWeight'],
  'Service.TasksMax': ['limits', 'tasks'],
  'Service.LimitNOFILE': ['limits', 'openFiles'],
  'Service.LimitNPROC': ['limits', 'processes'],
  'Service.LimitCORE': ['limits', 'coreSize'],
  'Service.IOWeight': ['limits', 'ioWeight'],
};

/** What holds an environment together, and who decides it here. */
const OWNED: Readonly<Record<string, string>> = {
  'Unit.PartOf': 'every service is a part of the target of its environment',
  'Unit.DefaultDependencies':
    'a service has those of systemd; what runs before the network, as a firewall does, stays a unit of the host',
  'Service.Slice': 'the environment has a slice of its own',
  'Install.Alias': 'a unit has the one name that the project gives it',
  'Install.DefaultInstance': 'every instance is a service of its own',
  'Install.Also': 'what belongs to an environment is installed with it',
};

/** Older names, and the same by their name of today. */
const RENAMED: Readonly<Record<string, string>> = {
  'Unit.StartLimitInterval': 'Unit.StartLimitIntervalSec',
  'Service.StartLimitInterval': 'Unit.StartLimitIntervalSec',
  'Service.StartLimitBurst': 'Unit.StartLimitBurst',
  'Service.MemoryLimit': 'Service.MemoryMax',
};

const OUTPUTS = new Set(['Service.StandardOutput', 'Service.StandardError']);

/** systemd takes it with a word of warning, which a strict verify does not let pass. */
const ofToday = (value: string): string => value.replace(/^syslog(?=$|\+console$)/, 'journal');

/** A directive with all its values. */
export interface Found {
  readonly section: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface MappedDirective {
  readonly settings: WrittenService;
  readonly notes: readonly ImportNote[];
  /** The oldest systemd that reads it. */
  readonly since: number;
}

/** One directive as a setting of ours, or raw as it is. `item` names the service, which may read files of the host. */
export function mapDirective(item: string, found: Found, readsFiles: boolean): MappedDirective {
  const written = `${found.section}.${found.key}`;
  const name = RENAMED[written] ?? written;
  const [section = '', key = ''] = name.split('.');
  const note = `${item}.${found.key}=`;
  const facts = directiveOf(section, key);
  if (OWNED[name] !== undefined) return refused(dropped(note, OWNED[name]));
  if (facts === undefined) return refused(dropped(note, `systemd reads no ${key}= in [${section}]`));
  if (facts.deprecated !== undefined)
    return refused(dropped(note, `it is deprecated; today it is ${facts.deprecated}`));
  if (name === 'Service.Environment') return environment(item, note, found.values, readsFiles);
  if (OUTPUTS.has(name) && found.values.some((value) => ofToday(value) !== value))
    return {
      ...mapDirective(item, { ...found, values: found.values.map(ofToday) }, readsFiles),
      notes: [changed(note, `unit.${name}`, 'syslog is what journal was called')],
    };
  const path = SETTINGS[name];
  if (path !== undefined && isPlain(found.values[0] ?? '')) {
    const settings = nested(path, unescapePercent(found.values.at(-1) ?? ''));
    return { settings, notes: [kept(note, `${path.join('.')}: ${found.values.at(-1)}`)], since: facts.since };
  }
  const rule = found.values.flatMap((value) => validateValue(facts.kind, value, Infinity) ?? [])[0];
  if (rule !== undefined) return refused(dropped(note, `systemd does not take its value: ${rule}`));
  const values = found.values.length === 1 ? found.values[0] : [...found.values];
  const settings = { unit: { [section]: { [key]: values } } } as WrittenService;
  const became = `unit.${section}.${key}`;
  const how = name === written ? kept(note, became) : changed(note, became, 'by its name of today');
  return { settings, notes: [how], since: facts.since };
}

const refused = (note: ImportNote): MappedDirective => ({ settings: {}, notes: [note], since: 0 });

/** A value in which only systemd could tell what a specifier means stays raw. */
const isPlain = (value: string): boolean => !value.replaceAll('%%', '').includes('%');

const unescapePercent = (value: string): string => value.replaceAll('%%', '%');

function nested(path: readonly string[], value: string): WrittenService {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as WrittenService;
}

/**
 * Variables go to the env file of the unit. Those with specifiers, and PATH, stay where systemd expands them; so do all
 * where a file of the host may say otherwise, since what tsm knows it puts into the command.
 */
function environment(
  item: string,
  note: string,
  written: readonly string[],
  readsFiles: boolean,
): MappedDirective {
  const values = written.filter((value) => 'value' in environmentWords(value));
  const unread = written
    .filter((value) => !values.includes(value))
    .map(() => dropped(note, 'systemd passes over a line of it that it cannot read'));
  if (values.length === 0) return { settings: {}, notes: unread, since: 0 };
  const raw = values.filter(
    (value) => !isPlain(value) || /\bPATH=/.test(value) || !isOurs(value, readsFiles),
  );
  const entries = values
    .filter((value) => !raw.includes(value))
    .flatMap((value) => {
      const words = environmentWords(value);
      return 'value' in words ? words.value : [];
    });
  const { plain, secrets, notes } = sortVariables(`${item}.Environment`, entries);
  const env = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, literal(value)]));
  const settings: WrittenService = {
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(secrets.length > 0 ? { secrets: [...secrets] } : {}),
    ...(raw.length > 0 ? { unit: { Service: { Environment: raw } } } : {}),
  };
  const became =
    Object.keys(env).length > 0
      ? 'env, in the env file of the unit'
      : raw.length > 0
        ? 'unit.Service.Environment'
        : 'secrets';
  return { settings, notes: [kept(note, became), ...notes, ...unread], since: 0 };
}

/** Whether assignments can be taken out of the unit: they are readable, and nobody else has a say, or they are secret. */
function isOurs(value: string, readsFiles: boolean): boolean {
  const words = environmentWords(value);
  if ('error' in words) return false;
  return !readsFiles || words.value.some(([name, one]) => secretReason(name, one) !== undefined);
}
