import type { ImportNote } from './draft.ts';
import type { NameBook } from './names.ts';
import { changed, dropped, kept } from './notes.ts';
import { entriesOf } from './pm2-env.ts';
import { portNumber } from './ports.ts';
import type { App } from './pm2-read.ts';

/** The services that one app becomes. */
export interface Instances {
  readonly names: readonly string[];
  /** Whether the port goes up from one to the next. */
  readonly countsPort: boolean;
  /** What tells the instances apart. */
  readonly variables: (index: number) => Readonly<Record<string, string>>;
  readonly notes: readonly ImportNote[];
}

const MOST = 64;

/** PM2 tells every process its number by it, also one that is alone, and one of no node. */
const USUAL = 'NODE_APP_INSTANCE';

/** One process of a cluster, which shares a port through its master; a service for each instance in fork mode, or with a number of its own. */
export function instancesOf(name: string, app: App, taken: NameBook): Instances {
  const said = app['instances'];
  const count = Number(said ?? 1);
  const whole = Number.isInteger(count) && count >= 1 && count <= MOST ? count : undefined;
  const variable = typeof app['instance_var'] === 'string' ? app['instance_var'] : USUAL;
  const own =
    'instance_var' in app && variable !== USUAL ? [kept(`${name}.instance_var`, `${variable}=0`)] : [];
  const one: Instances = {
    names: [name],
    countsPort: false,
    variables: () => ({ [variable]: '0' }),
    notes: own,
  };
  const counted = typeof app['increment_var'] === 'string' ? app['increment_var'] : undefined;
  const first = counted === undefined ? undefined : portNumber(new Map(entriesOf(app['env'])).get(counted));
  const areApart = first !== undefined && (whole ?? 1) > 1;
  if (isCluster(app, said) && !areApart) return { ...one, notes: [...clusterNotes(name, said, app), ...own] };
  if (whole === undefined)
    return {
      ...one,
      notes: [
        changed(
          `${name}.instances`,
          'one service',
          'in fork mode a number from 1 to 64 can be several services',
        ),
      ],
    };
  const modes =
    'exec_mode' in app
      ? [changed(`${name}.exec_mode`, 'nothing to do', 'every unit is a process of its own')]
      : [];
  if (whole === 1) return { ...one, notes: [...modes, ...own] };
  const names = Array.from({ length: whole }, (_, index) => taken.take(`${name}-${index + 1}`));
  return {
    names,
    countsPort: counted === 'PORT',
    variables: (index) => ({
      [variable]: String(index),
      ...(counted === undefined || counted === 'PORT' || first === undefined
        ? {}
        : { [counted]: String(first + index) }),
    }),
    notes: [
      ...modes,
      changed(`${name}.instances`, `services ${names[0]} to ${names.at(-1)}`, 'each is a unit of its own'),
      ...(counted === undefined ? [] : [incremented(name, counted, first)]),
      ...(variable !== USUAL ? [kept(`${name}.instance_var`, `${variable} in each of the services`)] : []),
    ],
  };
}

const incremented = (name: string, variable: string, first: number | undefined): ImportNote =>
  first !== undefined
    ? kept(`${name}.increment_var`, `${variable} one after the other`)
    : dropped(`${name}.increment_var`, `set ${variable} in each of the services`);

/** As PM2 decides: what is said, else a cluster for node as soon as there are instances. */
function isCluster(app: App, said: unknown): boolean {
  const mode = String(app['exec_mode'] ?? '');
  if (mode.startsWith('cluster')) return true;
  if (mode.startsWith('fork')) return false;
  const interpreter = app['exec_interpreter'] ?? 'node';
  const byNode =
    String(interpreter).includes('node') && !/\.(?:py|sh|rb|php|pl)$|\s/.test(String(app['script']));
  return said !== undefined && said !== 1 && byNode;
}

function clusterNotes(name: string, said: unknown, app: App): readonly ImportNote[] {
  const modes =
    'exec_mode' in app
      ? [changed(`${name}.exec_mode`, 'one process', 'nothing shares a port between processes here')]
      : [];
  if (said === undefined || Number(said) === 1) return modes;
  const why = `PM2 runs ${String(said).slice(0, 20)} behind one port; here use node:cluster in the app, or several services behind a proxy`;
  return [...modes, changed(`${name}.instances`, 'one process', why)];
}
