import type { WrittenEnvironment } from '../config/written.ts';
import type { DraftService, ImportNote } from './draft.ts';
import { changed, dropped, kept } from './notes.ts';
import { lowPortUnit, PortBook, portNumber } from './ports.ts';
import { isNoPort, structured, textsOf, variablesOf } from './pm2-env.ts';
import { mergeSettings } from './merge-settings.ts';
import type { Instances } from './pm2-instances.ts';
import type { App } from './pm2-read.ts';
import { sortVariables, type Variables } from './variables.ts';

/** An environment whose project lies at `root`. Below a home only its owner gets in. */
export function environmentAt(root: string): WrittenEnvironment {
  const [, owner] = /^\/home\/([a-z_][a-z0-9_-]*)(?:\/|$)/.exec(root) ?? [];
  if (owner !== undefined) return { root, user: owner, home: `/home/${owner}` };
  return /^\/root(?:\/|$)/.test(root) ? { root, user: 'root' } : { root };
}

/** Without a folder of the project's own on the host: a folder or program below a home, as nvm puts it, is its owner's. */
export function ownerOf(apps: readonly App[]): Pick<WrittenEnvironment, 'user' | 'home'> {
  const owners = apps.flatMap((app) =>
    ['exec_interpreter', 'script', 'cwd'].flatMap((key) => {
      const [, owner] = /^\/home\/([a-z_][a-z0-9_-]*)(?:\/|$)/.exec(String(app[key])) ?? [];
      return owner ?? [];
    }),
  );
  const [owner] = owners;
  return owner === undefined ? {} : { user: owner, home: `/home/${owner}` };
}

export const ownerNotes = ({ user }: WrittenEnvironment): readonly ImportNote[] =>
  user === undefined
    ? []
    : [
        changed(
          'home',
          `user: ${user}`,
          `a program or folder of it lies below /home/${user}, where nobody else gets in`,
        ),
      ];

/** Environments may be installed on one host, so a number belongs to one of them; the others get the next free one. */
export function settlePorts({
  services,
  environments,
  notes,
}: {
  readonly services: readonly DraftService[];
  readonly environments: Record<string, WrittenEnvironment>;
  readonly notes: ImportNote[];
}): void {
  const book = new PortBook();
  for (const [name, environment] of Object.entries(environments)) {
    for (const service of services) {
      const override = environment.services?.[service.name];
      const port = (override === false ? undefined : override?.port) ?? service.settings.port;
      const taken = typeof port === 'number' ? book.take(port) : port;
      if (taken === port) continue;
      environment.services = { ...environment.services, [service.name]: { ...override, port: taken } };
      const why =
        'the port is taken, and both may be installed on one host, so it is given the next free one';
      notes.push(changed(`${service.name}.PORT in @${name}`, `port: ${taken}`, why));
    }
  }
}

const NO_TEXT = 'PM2 passes what is no text as JSON where it stands in env, and leaves it out here';

/** What an `env_` block says over `env`, in the environment that it is for. */
export function addEnvironment(
  environment: string,
  field: string,
  app: App,
  { names, secrets }: Instances & Pick<Variables, 'secrets'>,
  desk: { readonly environments: Record<string, WrittenEnvironment>; readonly notes: ImportNote[] },
): void {
  const entries = textsOf(app[field]);
  const own = sortVariables(`${names[0]}.${field}`, entries.filter(isNoPort));
  desk.notes.push(kept(`${names[0]}.${field}`, `environments.${environment}`), ...own.notes);
  desk.notes.push(...structured(app[field]).map((one) => dropped(`${names[0]}.${field}.${one}`, NO_TEXT)));
  // By its own keys: an environment may be called toString.
  const target = Object.hasOwn(desk.environments, environment) ? (desk.environments[environment] ?? {}) : {};
  desk.environments[environment] = target;
  const wished = portNumber(new Map(entries).get('PORT') ?? '');
  for (const name of names) {
    // env_prod and env_production are two blocks of one environment.
    const said = target.services?.[name];
    const before = typeof said === 'object' ? said : {};
    // A list of an override stands in for that of the service.
    const all =
      own.secrets.length === 0
        ? own
        : { ...own, secrets: [...new Set([...secrets, ...(before.secrets ?? []), ...own.secrets])] };
    const override = {
      ...variablesOf(all),
      ...(wished === undefined ? {} : { port: wished, ...lowPortUnit(wished) }),
    };
    if (Object.keys(override).length > 0)
      target.services = { ...target.services, [name]: mergeSettings(before, override) };
  }
}
