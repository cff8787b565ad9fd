import { posix } from 'node:path';
import { isPort, lineText, takePort, type CommandLine } from './command-line.ts';
import type { Folder } from './folder.ts';
import type { Package } from './package.ts';
import { PORT_HERE, type Found, type Proposal } from './proposal.ts';
import { isDevelopmentServer, isOfPackage, startsDescribed, startsSeveral } from './runners.ts';
import { readScript, type ScriptCommand } from './script.ts';

/** Services of one package.json: its scripts, else its `main`. */
export function packageServices(own: Package, folder: Folder): Found {
  const wanted = servingScripts(own);
  const read = wanted.map(({ script, name, devOnly }) => scriptService(script, name, devOnly, own, folder));
  const proposals = read.flatMap(({ proposals: found }) => found);
  const notes = read.flatMap(({ notes: said }) => said);
  return proposals.length > 0 ? { proposals, notes } : { proposals: entryService(own, folder), notes };
}

interface Wanted {
  readonly script: string;
  readonly name: string;
  readonly devOnly: boolean;
}

/** Variants of one service, not services of their own. */
const VARIANT =
  /^(?:dev|develop|development|debug|watch|local|test|staging|docker|inspect|https?|hot|ci|e2e|mock)$/;
const PRODUCTION = /^(?:prod|production)$/;
/** Scripts that are services of their own beside one that serves. */
const BESIDE = /^(?:workers?|queue|scheduler|consumer|bot)$/;

/** `start` and `serve` with what follows a colon, and workers beside them; `dev` only where nothing else serves. */
function servingScripts({ scripts, service }: Package): readonly Wanted[] {
  const all = Object.keys(scripts);
  const parts = (prefix: string): readonly string[] =>
    all.filter((one) => one.startsWith(`${prefix}:`)).map((one) => one.slice(prefix.length + 1));
  const named = (prefix: string): readonly Wanted[] =>
    parts(prefix)
      .filter((part) => !VARIANT.test(part) && !PRODUCTION.test(part))
      .map((part) => ({ script: `${prefix}:${part}`, name: part, devOnly: false }));
  const production = ['start', 'serve'].flatMap((prefix) =>
    parts(prefix)
      .filter((part) => PRODUCTION.test(part))
      .map((part) => `${prefix}:${part}`),
  );
  const main = [...production, 'start', 'serve'].find((script) => all.includes(script));
  const serving = [
    ...(main === undefined ? [] : [{ script: main, name: service, devOnly: false }]),
    ...named('start'),
    ...named('serve'),
  ];
  if (serving.length > 0) {
    const taken = new Set(serving.map(({ name }) => name));
    const beside = all.filter((one) => BESIDE.test(one) && !taken.has(one));
    return [...serving, ...beside.map((one) => ({ script: one, name: one, devOnly: false }))];
  }
  return [
    ...(all.includes('dev') ? [{ script: 'dev', name: service, devOnly: true }] : []),
    ...parts('dev').map((part) => ({ script: `dev:${part}`, name: part, devOnly: true })),
  ];
}

function scriptService(script: string, name: string, devOnly: boolean, own: Package, folder: Folder): Found {
  const text = own.scripts[script] ?? '';
  const why = `${own.file}: "${script}" is ${JSON.stringify(text)}`;
  const read = readScript(text, own.scripts);
  if (read === undefined) return { proposals: [], notes: [`${why}, which bash cannot read.`] };
  if ('shell' in read) return { proposals: [shellService(read.shell, name, devOnly, why, own)], notes: [] };
  if (startsSeveral(read.line))
    return { proposals: [], notes: [`${why}, which starts several programs: name each with --service.`] };
  const described = startsDescribed(read.line);
  if (described !== undefined)
    return {
      proposals: [],
      notes: [`${why}, which starts what ${described} describes.`],
    };
  const watches = isDevelopmentServer(read.line);
  const taken = takePort(read.line);
  // The port of .env is that of the main service; a worker beside it listens to nobody.
  const port = read.port ?? taken.port ?? (name === own.service ? portInEnv(own, folder) : undefined);
  return {
    proposals: [
      {
        name,
        command: lineText(located(taken.line, read, own, folder)),
        cwd: posix.join(own.folder, read.cwd ?? '.'),
        ...(port === undefined ? {} : { port }),
        why,
        notes: notesOn(script, read, own),
        ...(devOnly || watches ? { devOnly: true as const } : {}),
      },
    ],
    notes: [],
  };
}

/** Needs bash, which gets the script with the programs of the package on its PATH. */
const shellService = (
  shell: string,
  name: string,
  devOnly: boolean,
  why: string,
  own: Package,
): Proposal => ({
  name,
  command: `PATH="$PWD/node_modules/.bin:$PATH"; ${shell}`,
  cwd: own.folder,
  ...(shell.includes(PORT_HERE) ? { port: '8000+' } : {}),
  why,
  notes: [`"${name}" needs a shell, since its script is more than one command.`],
  ...(devOnly ? { devOnly: true as const } : {}),
});

/** npm puts `node_modules/.bin` on the PATH of a script; systemd does not, so the path is written. */
function located(
  { words, env }: CommandLine,
  read: ScriptCommand,
  own: Package,
  folder: Folder,
): CommandLine {
  const [program = '', ...args] = words;
  const cwd = posix.join(own.folder, read.cwd ?? '.');
  const homes = [cwd, own.folder, '.'].map((home) => posix.join(home, 'node_modules/.bin', program));
  const there = program.includes('/') ? undefined : homes.find((path) => folder.has(path));
  const expected = isOfPackage(program, own.dependencies)
    ? posix.join(own.installedIn, 'node_modules/.bin', program)
    : undefined;
  const path = there ?? expected;
  return path === undefined ? { words, env } : { words: [posix.relative(cwd, path), ...args], env };
}

function notesOn(script: string, { before, through, line }: ScriptCommand, own: Package): readonly string[] {
  const pre = own.scripts[`pre${script}`];
  const first = [...(pre === undefined ? [] : [pre]), ...before];
  const wrappers = through.filter((one) => one !== 'tsx' && !Object.hasOwn(own.scripts, one));
  return [
    ...(first.length === 0 ? [] : [`Before a deploy, not at each start, run: ${first.join(' && ')}`]),
    ...(wrappers.length === 0 ? [] : [`${wrappers.join(', ')} is left out: a unit does what it is for.`]),
    ...(line.words.includes('tsx') && own.developing.has('tsx')
      ? ['tsx is a devDependency: the host needs it, so move it to dependencies.']
      : []),
  ];
}

/** A port that the package's own `.env` or `.env.example` names. */
function portInEnv({ folder: home }: Package, folder: Folder): string | undefined {
  for (const name of ['.env', '.env.example']) {
    const text = folder.read(posix.join(home, name));
    const found = /^\s*(?:export\s+)?PORT=["']?(\d+)["']?\s*(?:#.*)?$/m.exec(text ?? '')?.[1];
    if (found !== undefined && isPort(found)) return found;
  }
  return undefined;
}

/** npm itself runs `node server.js` where no script says how; `main` of a library is no service. */
function entryService(own: Package, folder: Folder): readonly Proposal[] {
  const [file, why] = folder.has(posix.join(own.folder, 'server.js'))
    ? ['server.js', 'server.js is there, which npm start runs by itself']
    : [own.entry?.file, own.entry?.why];
  if (file === undefined || why === undefined || !folder.has(posix.join(own.folder, file))) return [];
  const port = portInEnv(own, folder);
  const command = lineText({ words: ['node', file], env: [] });
  return [
    {
      name: own.service,
      command,
      cwd: own.folder,
      ...(port === undefined ? {} : { port }),
      why: `${own.file}: ${why}`,
      notes: [],
    },
  ];
}
