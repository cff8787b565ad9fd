import { posix } from 'node:path';
import type { Folder } from './folder.ts';
import type { Found, Proposal } from './proposal.ts';
import { application } from './python-application.ts';
import { HERE, proposal, type Context } from './python-context.ts';
import { entryPoints } from './python-scripts.ts';

/** As pip calls it. */
export const pythonName = ({ read }: Folder): string | undefined =>
  /^name\s*=\s*["']([^"']+)["']/m.exec(read('pyproject.toml') ?? '')?.[1] ??
  /^\[metadata\][^[]*?^name\s*=\s*(\S+)/m.exec(read('setup.cfg') ?? '')?.[1];

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

/** Names of packages in requirements files, pyproject.toml, setup.cfg and Pipfile, in lower case. */
function requirements(folder: Folder): ReadonlySet<string> {
  const texts = [
    'requirements.txt',
    'requirements/base.txt',
    'requirements/production.txt',
    'Pipfile',
    'pyproject.toml',
    'setup.cfg',
  ].map((file) => folder.read(file) ?? '');
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/(?:^|["'\s[])([A-Za-z][\w.-]*)/gm)].map(([, name = '']) => name.toLowerCase()),
    ),
  );
}

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

function mainProgram(context: Context): Proposal | undefined {
  const file = ['main.py', 'app.py', 'server.py', 'bot.py', 'worker.py'].find((one) =>
    /^if __name__ ?== ?['"]__main__['"]/m.test(context.folder.read(one) ?? ''),
  );
  // Without -u nothing reaches the journal until a buffer is full.
  return file === undefined ? undefined : proposal(context, ['-u', file], `${file} has a main part`);
}
