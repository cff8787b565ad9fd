import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printable } from '../diagnostics/printable.ts';
import {
  dropEmptyStore,
  prepareSecrets,
  readSecrets,
  unitsWithSecrets,
  writeSecrets,
} from '../install/secret-files.ts';
import { secretFile } from '../install/paths.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { refusal, refuse } from './host.ts';
import { whileLocked } from './locked.ts';
import { printDocument } from './print-document.ts';
import { listSecrets, secretsText, type SecretRow } from './secret-list.ts';
import { findSecretScope, usersOf, type SecretScope, type SecretUser } from './secret-users.ts';
import { readSecretValue, standardInput } from './secret-value.ts';
import type { Invocation } from './entry.ts';
import { managerFor } from '../systemd/systemctl.ts';

/** `tsm secrets set|list|rm`: values on this host, which no output of tsm ever holds. */
export async function run({ environments, args, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const [verb, name = '', ...more] = args;
  const work = VERBS.get(verb ?? '');
  // Said first, since every later refusal repeats the command line.
  if (more.length > 0 || name.includes('='))
    return misuse(diagnostic('secret-on-command-line', undefined, {}), terminal, json);
  if (work === undefined || (verb === 'list') !== (name === ''))
    return misuse(diagnostic('secret-verb', undefined, slipOf(verb)), terminal, json);
  const found = findSecretScope(environments, terminal);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, json);
  const refused = refusal(found.value.manifest.scope, terminal.caller);
  // Files can be written while systemd is not running: in an image, before its first boot.
  if (refused !== undefined && refused.code !== 'no-systemd') return refuse([refused], terminal, json);
  const service = typeof flags['service'] === 'string' ? flags['service'] : undefined;
  try {
    const unreadable = unreadableFiles(found.value);
    if (unreadable.length > 0) return refuse(unreadable, terminal, json);
    return await work({ scope: found.value, name, service, terminal, json });
  } catch (problem) {
    const failed = fileProblem(problem);
    if (failed === undefined) throw problem;
    return refuse([failed], terminal, json);
  }
}

interface Work {
  readonly scope: SecretScope;
  readonly name: string;
  readonly service: string | undefined;
  readonly terminal: Terminal;
  readonly json: boolean;
}

const VERBS: ReadonlyMap<string, (work: Work) => Promise<number>> = new Map([
  ['set', setSecret],
  ['list', showSecrets],
  ['rm', removeSecret],
]);

/** What was typed could be a value, so only what may have been meant is said. */
function slipOf(verb = ''): { readonly near?: string } {
  const near = VERBS.has(verb) ? undefined : nearest(verb, [...VERBS.keys()]);
  return near === undefined ? {} : { near };
}

async function misuse(wrong: Diagnostic, terminal: Terminal, json: boolean): Promise<number> {
  await refuse([wrong], terminal, json);
  return EXIT.wrongUsage;
}

/** What the file system says when it refuses; nothing for a bug of ours. */
function fileProblem(problem: unknown): Diagnostic | undefined {
  const { code, message } = problem as NodeJS.ErrnoException;
  return code === undefined || !/^E[A-Z0-9]+$/.test(code)
    ? undefined
    : diagnostic('host-failed', undefined, { what: 'keeping secrets', message: printable(message) });
}

/** Files that someone changed into what is no text; rewriting one would lose what it holds. */
function unreadableFiles({ paths }: SecretScope): readonly Diagnostic[] {
  return unitsWithSecrets(paths).flatMap((unit) => {
    try {
      readSecrets(paths, unit);
      return [];
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
      const file = secretFile(paths, unit);
      return [diagnostic('secret-file-unreadable', undefined, { file, problem: 'it is not UTF-8' })];
    }
  });
}

async function setSecret({ scope, name, service, terminal, json }: Work): Promise<number> {
  const users = usersOf(name, service, scope);
  if (users.value === undefined) return refuse(users.diagnostics, terminal, json);
  const units = users.value.map(({ unit }) => unit);
  const value = await readSecretValue(name, standardInput(), terminal.err);
  if (value.value === undefined) return refuse(value.diagnostics, terminal, json);
  const secret = value.value;
  return change(
    { scope, terminal, json, units },
    (kept) => new Map([...kept, [name, secret]]),
    () => report(scope, name, `${name} is set for`, users.value ?? [], json, terminal),
  );
}

async function removeSecret({ scope, name, service, terminal, json }: Work): Promise<number> {
  const rows = listSecrets(scope).filter((row) => row.state !== 'missing');
  const hits = rows.filter(
    (row) => row.name === name && (service === undefined || isNamed(row, service, scope)),
  );
  const set = [...new Set(rows.map((row) => row.name))].sort();
  const isNear = nearest(name, [...set, ...scope.users.flatMap(({ names }) => names)]) !== undefined;
  if (hits.length === 0)
    return refuse(
      [diagnostic('secret-not-set', undefined, { name: isNear ? name : undefined, set })],
      terminal,
      json,
    );
  const units = hits.map(({ unit }) => unit);
  const without = (kept: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...kept].filter(([one]) => one !== name));
  const users = hits.map((row) => ({ ...row, names: [name] }));
  return change({ scope, terminal, json, units }, without, () =>
    report(scope, name, `${name} is removed from`, users, json, terminal),
  );
}

/** What is in no bundle any more is known by its unit alone, whose name begins with that of the environment. */
const isNamed = ({ service, unit }: SecretRow, word: string, { manifest: { base } }: SecretScope): boolean =>
  [service, unit].includes(word) || service === `${base}-${word}`;

async function change(
  { scope, units, terminal, json }: Pick<Work, 'scope' | 'terminal' | 'json'> & { units: readonly string[] },
  edit: (kept: ReadonlyMap<string, string>) => ReadonlyMap<string, string>,
  done: () => number,
): Promise<number> {
  const { manifest, paths } = scope;
  return whileLocked(paths, managerFor(manifest.scope, terminal.caller), terminal, json, async () => {
    prepareSecrets(paths, manifest);
    for (const unit of units) writeSecrets(paths, unit, edit(readSecrets(paths, unit)));
    dropEmptyStore(paths);
    return done();
  });
}

function report(
  scope: SecretScope,
  secret: string,
  what: string,
  users: readonly SecretUser[],
  json: boolean,
  terminal: Terminal,
): number {
  const { out, err } = terminal;
  const { environment, base } = scope.manifest;
  const missing = listSecrets(scope).filter(({ state }) => state === 'missing');
  if (json) {
    const services = users.map(({ service, unit }) => ({ service, unit }));
    const next = scope.isInstalled ? `tsm install @${environment}` : null;
    printDocument('secrets-change', { ok: true, environment, base, services, missing, next }, terminal);
    return EXIT.done;
  }
  const names = users.map(({ service }) => service);
  out(`${what} ${names.join(', ')} of @${environment}.\n`);
  // One that does not start by itself reads its secrets when it is started; a restart would only run it. And what is installed
  // may not want the secret yet.
  const restarts = users
    .filter(({ unit }) => scope.manifest.units[unit]?.autostart === true)
    .filter(({ unit }) => scope.manifest.units[unit]?.secrets?.includes(secret) === true)
    .slice(0, 1)
    .map(({ service }) => `tsm restart ${service} @${environment}`);
  const still = [...new Set(missing.map(({ name }) => name))];
  if (still.length > 0) err(`Missing: ${still.join(', ')}. See: tsm secrets list @${environment}\n`);
  else if (scope.isInstalled)
    err(
      `What runs goes on as it is until it restarts: ${[`tsm install @${environment}`, ...restarts].join(', or ')}\n`,
    );
  else err(`Next: tsm install @${environment}\n`);
  return EXIT.done;
}

async function showSecrets({ scope, service, terminal, json }: Work): Promise<number> {
  const secrets = listSecrets(scope).filter((row) => service === undefined || isNamed(row, service, scope));
  const { environment, base } = scope.manifest;
  if (json) printDocument('secrets-list', { ok: true, environment, base, secrets }, terminal);
  else terminal.out(secretsText(secrets, environment));
  return EXIT.done;
}
