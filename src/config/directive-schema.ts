import { controlDirectives, limitDirectives } from '../unit/directives/cgroup.ts';
import { conditionDirectives } from '../unit/directives/condition.ts';
import type { DirectiveFacts, DirectiveTable } from '../unit/directives/directive.ts';
import { execDirectives } from '../unit/directives/exec.ts';
import { installDirectives } from '../unit/directives/install.ts';
import { killDirectives } from '../unit/directives/kill.ts';
import { sandboxDirectives } from '../unit/directives/sandbox.ts';
import { serviceDirectives } from '../unit/directives/service.ts';
import { socketDirectives } from '../unit/directives/socket.ts';
import { pathDirectives, timerDirectives } from '../unit/directives/trigger.ts';
import { unitDirectives } from '../unit/directives/unit.ts';
import { validateValue } from '../unit/values.ts';
import { enumValues } from '../unit/values/enums.ts';
import type { JsonSchema } from './json-schema.ts';

/** Tables and the man page that explains them. */
type Tables = readonly (readonly [page: string, table: DirectiveTable])[];

const shared: Tables = [
  ['systemd.exec(5)', execDirectives],
  ['systemd.exec(5)', sandboxDirectives],
  ['systemd.kill(5)', killDirectives],
  ['systemd.resource-control(5)', limitDirectives],
  ['systemd.resource-control(5)', controlDirectives],
];

/** The sections that a service's raw block may have. [Slice] is the environment's. */
const SECTIONS: Readonly<Record<string, Tables>> = {
  Unit: [
    ['systemd.unit(5)', unitDirectives],
    ['systemd.unit(5)', conditionDirectives],
  ],
  Service: [['systemd.service(5)', serviceDirectives], ...shared],
  Socket: [['systemd.socket(5)', socketDirectives], ...shared],
  Timer: [['systemd.timer(5)', timerDirectives]],
  Path: [['systemd.path(5)', pathDirectives]],
  Install: [['systemd.unit(5)', installDirectives]],
};

/** Directives that hold an environment together, which the raw block may not say. */
const OWNED = new Set([
  'Unit.PartOf',
  'Unit.DefaultDependencies',
  'Service.ExecStart',
  'Service.Slice',
  'Install.WantedBy',
  'Install.Alias',
  'Install.Also',
]);

/** What belongs to a sandbox beside the sandboxing part of systemd.exec(5). */
const ACCESS = new Set(
  (
    'DeviceAllow DevicePolicy IPAddressAllow IPAddressDeny SocketBindAllow SocketBindDeny RestrictNetworkInterfaces UMask ' +
    'StateDirectory StateDirectoryMode CacheDirectory CacheDirectoryMode LogsDirectory LogsDirectoryMode ' +
    'RuntimeDirectory RuntimeDirectoryMode ConfigurationDirectory ConfigurationDirectoryMode'
  ).split(' '),
);

/** Definitions of the sections of a raw `unit:` block, by name. */
export const sectionSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(SECTIONS).map(([section, tables]) => [
      `${section}Section`,
      closed(propertiesOf(tables, (key) => !OWNED.has(`${section}.${key}`))),
    ]),
  );

/** The raw `unit:` block: a property for each section. */
export const unitSchema = (): JsonSchema =>
  closed(
    Object.fromEntries(
      Object.keys(SECTIONS).map((section) => [
        section,
        { $ref: `#/$defs/${section}Section`, description: `Directives of [${section}].` },
      ]),
    ),
  );

/** Single directives of the sandbox, which stand beside its preset. */
export const sandboxProperties = (): Record<string, JsonSchema> => ({
  ...propertiesOf([['systemd.exec(5)', sandboxDirectives]], () => true),
  ...propertiesOf(shared, (key) => ACCESS.has(key)),
});

const closed = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

function propertiesOf(tables: Tables, isWanted: (key: string) => boolean): Record<string, JsonSchema> {
  const properties = tables.flatMap(([page, table]) =>
    Object.entries(table)
      .filter(([key, facts]) => facts.deprecated === undefined && isWanted(key))
      .map(([key, facts]) => [key, directiveSchema(facts, page)] as const),
  );
  return Object.fromEntries(properties);
}

function directiveSchema(facts: DirectiveFacts, page: string): JsonSchema {
  const { kind, since, list } = facts;
  const rule = wordsOf(kind) === undefined ? ruleOf(kind) : undefined;
  const sentences = [
    `${page}${since > OLDEST ? `, systemd ${since} and newer` : ''}.`,
    ...(rule === undefined ? [] : [`${list ? 'Each' : 'It'} must be ${rule}.`]),
    ...newWords(kind),
    ...(list ? ['A list; an empty text clears what was there.'] : []),
  ];
  return { ...valueSchema(kind, list), description: sentences.join(' ') };
}

/** The oldest systemd that a config may declare: what it knows needs no mention. */
const OLDEST = 239;

function valueSchema(kind: DirectiveFacts['kind'], list: boolean): JsonSchema {
  const one = elementSchema(kind);
  const whole = takesSwitch(kind) ? [one, { type: 'boolean' }] : [one];
  const forms = list ? [...whole, { type: 'array', items: one }] : whole;
  return forms.length === 1 ? one : { anyOf: forms };
}

/** Words where they are known; of an enumeration's numbers, which nobody can read, only that there are some. */
function elementSchema(kind: DirectiveFacts['kind']): JsonSchema {
  const words = wordsOf(kind);
  if (words === undefined) return { type: ['string', 'number'] };
  const named = words.filter((word) => !/^\d+$/.test(word));
  return named.length === words.length ? { enum: named } : { anyOf: [{ enum: named }, { type: 'integer' }] };
}

/** Whether yes and no are words of its own, so that true and false may stand for them. */
const takesSwitch = (kind: DirectiveFacts['kind']): boolean =>
  ['yes', 'no'].every((word) => validateValue(kind, word, Infinity) === undefined) &&
  validateValue(kind, 'neither', Infinity) !== undefined;

/** The words of an enumeration or a boolean; of the spellings of yes and no only these two. */
function wordsOf(kind: string): readonly string[] | undefined {
  if (kind === 'boolean') return ['yes', 'no'];
  const values = valuesOf(kind);
  if (values === undefined) return undefined;
  const words = Object.keys(values);
  return words.includes('yes') ? words.filter((word) => !OTHER_BOOLEANS.has(word)) : words;
}

const OTHER_BOOLEANS = new Set(['1', 'y', 'true', 't', 'on', '0', 'n', 'false', 'f', 'off']);

const valuesOf = (kind: string): Readonly<Record<string, number>> | undefined =>
  Object.hasOwn(enumValues, kind) ? enumValues[kind as keyof typeof enumValues] : undefined;

/** Words that came later than the oldest systemd, with the version each needs. */
function newWords(kind: string): readonly string[] {
  const late = Object.entries(valuesOf(kind) ?? {}).filter(([, since]) => since > OLDEST);
  return late.length === 0
    ? []
    : [`${late.map(([word, since]) => `\`${word}\` needs ${since}`).join(', ')}.`];
}

/** What a validator demands, learnt from how it refuses a text that nothing takes. */
function ruleOf(kind: DirectiveFacts['kind']): string | undefined {
  return /^(?:"[^"]*": )?it must be (.*)$/.exec(validateValue(kind, '\u0001', Infinity) ?? '')?.[1];
}
