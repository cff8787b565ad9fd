import { readSecrets, unitsWithSecrets } from '../install/secret-files.ts';
import type { SecretScope } from './secret-users.ts';

/** A secret of one unit, without its value. */
export interface SecretRow {
  readonly name: string;
  readonly service: string;
  readonly unit: string;
  readonly state: 'set' | 'missing' | 'not used any more';
}

/** Every secret that a unit wants or has, by name and service. Throws a `TypeError` when a file is not UTF-8. */
export function listSecrets({ paths, users }: SecretScope): readonly SecretRow[] {
  const wanted = new Map(users.map((user) => [user.unit, user]));
  const units = [...new Set([...wanted.keys(), ...unitsWithSecrets(paths)])];
  const rows = units.flatMap((unit): SecretRow[] => {
    const { names = [], service = unit.replace(/\.service$/, '') } = wanted.get(unit) ?? {};
    const has = readSecrets(paths, unit);
    const old = [...has.keys()].filter((name) => !names.includes(name));
    return [
      ...names.map((name) => ({ name, service, unit, state: has.has(name) ? 'set' : 'missing' }) as const),
      ...old.map((name) => ({ name, service, unit, state: 'not used any more' }) as const),
    ];
  });
  return rows.sort((a, b) => order(a.name, b.name) || order(a.service, b.service));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One line per name and state, with the services in it. */
export function secretsText(rows: readonly SecretRow[], environment: string): string {
  if (rows.length === 0) return `@${environment} has no secrets.\n`;
  const lines = new Map<string, readonly [name: string, state: string, services: readonly string[]]>();
  for (const { name, state, service } of rows) {
    const key = `${name} ${state}`;
    lines.set(key, [name, state, [...(lines.get(key)?.[2] ?? []), service]]);
  }
  const all = [...lines.values()];
  const [first, second] = [
    Math.max(...all.map(([name]) => name.length)),
    Math.max(...all.map(([, state]) => state.length)),
  ];
  const text = all.map(
    ([name, state, services]) => `  ${name.padEnd(first)}  ${state.padEnd(second)}  ${services.join(', ')}\n`,
  );
  return `@${environment}\n${text.join('')}`;
}
