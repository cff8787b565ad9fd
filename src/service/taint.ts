import type { Definition } from '../config/decode.ts';
import type { Settings } from '../config/schema/service.ts';
import { isSetting } from '../config/tsm-settings.ts';
import type { DataOf } from '../diagnostics/catalog.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { nameReason, secretReason } from './secrets.ts';
import type { Environment, EnvMap } from './service.ts';

interface Separated {
  /** What may be written to the bundle. */
  readonly env: EnvMap;
  /** Names for the manifest, sorted. */
  readonly secrets: readonly string[];
  /** Every name whose value may not be expanded into anything, helpers of the .tsm file among them. */
  readonly tainting: ReadonlySet<string>;
}

/** Takes the secrets out of an environment: those declared, and those that look like one and are not declared public. */
export function separateSecrets(
  whole: EnvMap,
  definition: Definition,
  settings: Settings,
  placeOf: (path: ConfigPath) => Place,
  environment: Environment,
  diagnostics: Diagnostic[],
): Separated {
  const declared = new Set([...environment.secrets, ...(settings.secrets ?? [])]);
  const open = new Set([...environment.public, ...(settings.public ?? [])]);
  for (const name of declared)
    if (open.has(name)) diagnostics.push(diagnostic('secret-and-public', placeOf(['secrets']), { name }));
  const likely = [...whole].flatMap(([name, { value, at }]) => {
    const reason = open.has(name) || declared.has(name) ? undefined : secretReason(name, value);
    return reason === undefined ? [] : [{ name, at, reason }];
  });
  diagnostics.push(
    ...likely.map(({ name, at, reason }) => diagnostic('secret-left-out', at, { name, reason })),
  );
  const secrets = new Set([...declared, ...likely.map(({ name }) => name)]);
  const tainting = taintingNames(whole, definition, environment, secrets, open);
  const env = new Map([...whole].filter(([name]) => !secrets.has(name)));
  for (const [name, { at, uses }] of env) {
    const secret = open.has(name) ? undefined : [...uses].find((one) => tainting.has(one));
    if (secret !== undefined)
      diagnostics.push(diagnostic('secret-expanded', at, { name: secret, into: name }));
  }
  return { env, secrets: [...secrets].sort(), tainting };
}

/**
 * The secrets, every name that says secret although its last value is none, helpers that hold a secret, and what was
 * made from any of these: a value may have gone on before its name was emptied.
 */
function taintingNames(
  whole: EnvMap,
  definition: Definition,
  environment: Environment,
  secrets: ReadonlySet<string>,
  open: ReadonlySet<string>,
): ReadonlySet<string> {
  const helpers = [...definition.variables].filter(([name]) => !isSetting(name));
  const traced = [...environment.variables, ...environment.env, ...whole, ...helpers];
  const named = traced
    .flatMap(([name, { uses }]) => [name, ...uses])
    .concat(...[...definition.variables.values()].map(({ uses }) => [...uses]))
    .filter((name) => nameReason(name) !== undefined);
  const held = helpers.flatMap(([name, { value }]) =>
    secretReason(name, [value].flat().join(' ')) === undefined ? [] : [name],
  );
  const tainting = new Set([...secrets, ...[...named, ...held].filter((name) => !open.has(name))]);
  for (const [name, { uses }] of traced)
    if (!open.has(name) && [...uses].some((one) => tainting.has(one))) tainting.add(name);
  return tainting;
}

/** A secret has no value while generating, and is to get none: what asks for one writes a secret. */
export const sayOfSecrets = (
  diagnostics: readonly Diagnostic[],
  secrets: Iterable<string>,
): readonly Diagnostic[] => {
  const names = new Set(secrets);
  return diagnostics.map((one) => {
    if (one.code !== 'unset-in-config') return one;
    const { name } = one.data as DataOf<'unset-in-config'>;
    return names.has(name) ? diagnostic('secret-expanded', one.at, { name, into: 'another value' }) : one;
  });
};

/** Settings of a .tsm file that a secret was expanded into. */
export function taintedSettings(
  { variables }: Definition,
  tainting: ReadonlySet<string>,
): readonly Diagnostic[] {
  return [...variables.values()].flatMap(({ name, uses, valueAt }) => {
    const secret = isSetting(name) ? [...uses].find((one) => tainting.has(one)) : undefined;
    return secret === undefined ? [] : [diagnostic('secret-expanded', valueAt, { name: secret, into: name })];
  });
}
