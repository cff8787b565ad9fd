import { posix } from 'node:path';
import { lineText } from './command-line.ts';
import type { Folder } from './folder.ts';
import { PORT_HERE, type Found, type Proposal } from './proposal.ts';

/** Services of a Python project: Django, an ASGI or WSGI application, a program with a main part, an entry point. */
export function pythonServices(
  folder: Folder,
  project: string,
): Found & { readonly environment: string | undefined } {
  const needs = requirements(folder);
  const environment = ['.venv', 'venv'].find((one) => folder.has(`${one}/bin/python`));
  const python = environment === undefined ? 'python3' : `${environment}/bin/python`;
  const context: Context = { folder, needs, python, project };
  const served = django(context) ?? application(context);
  const scripts = entryPoints(context, environment, served === undefined);
  const plain = served === undefined && scripts.length === 0 ? mainProgram(context) : undefined;
  const proposals = [served, ...scripts, plain].filter((one): one is Proposal => one !== undefined);
  const lonely =
    [served, plain].some((one) => one !== undefined) && environment === undefined && needs.size > 0;
  return {
    proposals,
    notes: lonely
      ? ['There is no .venv here, so the python3 of the host runs it, with the packages that the host has.']
      : [],
    environment,
  };
}

interface Context {
  readonly folder: Folder;
  readonly needs: ReadonlySet<string>;
  readonly python: string;
  readonly project: string;
}

/** Names of packages in requirements files, pyproject.toml and Pipfile, in lower case. */
function requirements(folder: Folder): ReadonlySet<string> {
  const texts = [
    'requirements.txt',
    'requirements/base.txt',
    'requirements/production.txt',
    'Pipfile',
    'pyproject.toml',
  ].map((file) => folder.read(file) ?? '');
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/(?:^|["'\s[])([A-Za-z][\w.-]*)/gm)].map(([, name = '']) => name.toLowerCase()),
    ),
  );
}

const proposal = (
  context: Context,
  words: readonly string[],
  why: string,
  notes: readonly string[] = [],
  port?: string,
): Proposal => ({
  name: context.project,
  command: lineText({ words: [context.python, ...words], env: [] }),
  cwd: '.',
  ...(port === undefined ? {} : { port }),
  why,
  notes,
});

const HERE = `127.0.0.1:${PORT_HERE}`;

function django(context: Context): Proposal | undefined {
  const { folder, needs } = context;
  if (!/django/i.test(folder.read('manage.py') ?? '')) return undefined;
  const [wsgi] = folder.find('*/wsgi.py');
  if (wsgi !== undefined && needs.has('gunicorn')) {
    const words = ['-m', 'gunicorn', `${posix.dirname(wsgi)}.wsgi:application`, '--bind', HERE];
    return proposal(context, words, `manage.py of Django is there, and gunicorn is required`, [], '8000');
  }
  const note =
    'runserver is for development: require gunicorn, then the service can be python -m gunicorn PROJECT.wsgi.';
  return proposal(
    context,
    ['manage.py', 'runserver', '--noreload', HERE],
    'manage.py of Django is there',
    [note],
    '8000',
  );
}

const FILES = [
  'main.py',
  'app.py',
  'server.py',
  'wsgi.py',
  'asgi.py',
  'app/main.py',
  'app/__init__.py',
  'src/main.py',
  'src/app.py',
];

/** Folders of what is not the program. */
const BESIDE = /^(?:tests?|examples?|docs?|scripts|samples?|benchmarks?)\//;

/** An application object that a server imports: `app = FastAPI()`. */
function application(context: Context): Proposal | undefined {
  const packages = ['*/main.py', '*/app.py', '*/asgi.py'].flatMap((pattern) => context.folder.find(pattern));
  for (const file of [...FILES, ...packages.filter((path) => !BESIDE.test(path))]) {
    const [, name = '', kind = ''] =
      /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(FastAPI|Starlette|Litestar|Quart|Flask)\(/m.exec(
        context.folder.read(file) ?? '',
      ) ?? [];
    if (kind !== '') return applicationService(context, file, name, kind);
  }
  return undefined;
}

function applicationService(context: Context, file: string, name: string, kind: string): Proposal {
  const module = `${file.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.')}:${name}`;
  const why = `${file}: ${name} is a ${kind}`;
  if (kind !== 'Flask') {
    const words = ['-m', 'uvicorn', module, '--host', '127.0.0.1', '--port', PORT_HERE];
    return proposal(
      context,
      words,
      why,
      context.needs.has('uvicorn') || context.needs.has('fastapi')
        ? []
        : ['It needs uvicorn: add it to the requirements.'],
      '8000',
    );
  }
  if (context.needs.has('gunicorn'))
    return proposal(
      context,
      ['-m', 'gunicorn', module, '--bind', HERE],
      `${why}, and gunicorn is required`,
      [],
      '8000',
    );
  const note = 'flask run is for development: require gunicorn, then the service can be python -m gunicorn.';
  return proposal(
    context,
    ['-m', 'flask', '--app', module, 'run', '--host', '127.0.0.1', '--port', PORT_HERE],
    why,
    [note],
    '5000',
  );
}

/** Programs that pip installs into the environment. Where something else serves, only those that sound like a service. */
function entryPoints(context: Context, environment: string | undefined, alone: boolean): readonly Proposal[] {
  const text = context.folder.read('pyproject.toml') ?? '';
  const sections = text.matchAll(
    /^\[(?:project\.scripts|tool\.poetry\.scripts)\]\s*\n((?:(?!\[).*(?:\n|$))*)/gm,
  );
  const names = [...sections].flatMap(([, body = '']) =>
    [...body.matchAll(/^["']?([A-Za-z0-9][\w.-]*)["']?\s*=\s*["']/gm)].map(([, name = '']) => name),
  );
  return names
    .filter((name) => alone || /serv|worker|daemon|bot|consumer|scheduler/i.test(name))
    .map((name) => ({
      ...proposal(
        context,
        [],
        `pyproject.toml: the entry point "${name}"`,
        environment === undefined
          ? [`"${name}" must be on the PATH of the host: pip install . puts it there.`]
          : [],
      ),
      name: names.length === 1 && alone ? context.project : name.toLowerCase(),
      command: environment === undefined ? name : `${environment}/bin/${name}`,
    }));
}

function mainProgram(context: Context): Proposal | undefined {
  const file = ['main.py', 'app.py', 'server.py', 'bot.py', 'worker.py'].find((one) =>
    /^if __name__ ?== ?['"]__main__['"]/m.test(context.folder.read(one) ?? ''),
  );
  // Without -u nothing reaches the journal until a buffer is full.
  return file === undefined ? undefined : proposal(context, ['-u', file], `${file} has a main part`);
}
