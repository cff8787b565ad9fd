import type { CommandLine } from './command-line.ts';
import { PORT_HERE, type Proposal } from './proposal.ts';
import { HERE, proposal, type Context } from './python-context.ts';

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

/** Packages, also below `src`, from where they are imported once they are installed. */
const PACKAGES = ['', 'src/'].flatMap((folder) =>
  ['main', 'app', 'asgi', 'wsgi', '__init__'].map((name) => `${folder}*/${name}.py`),
);

/** Folders of what is not the program. */
const BESIDE = /^(?:src\/)?(?:tests?|examples?|docs?|scripts|samples?|benchmarks?)\//;

/** An application object that a server imports: `app = FastAPI()`. */
export function application(context: Context): Proposal | undefined {
  const { folder } = context;
  const packages = PACKAGES.flatMap((pattern) => folder.find(pattern));
  for (const file of [...FILES, ...packages.filter((path) => !BESIDE.test(path))]) {
    const [, name = '', kind = ''] =
      /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(FastAPI|Starlette|Litestar|Quart|Flask)\(/m.exec(
        folder.read(file) ?? '',
      ) ?? [];
    if (kind !== '')
      return served(context, { ...moduleOf(file), name, kind, why: `${file}: ${name} is a ${kind}` });
  }
  const named = configured(context)?.application;
  return named === undefined
    ? undefined
    : served(context, {
        ...named,
        kind: 'WSGI',
        path: undefined,
        why: `${CONFIG}: wsgi_app is "${named.module}:${named.name}"`,
      });
}

interface Application {
  readonly module: string;
  readonly name: string;
  readonly kind: string;
  /** Where Python looks for the module beyond the folder itself. */
  readonly path: string | undefined;
  readonly why: string;
}

/** A package below `src` is imported without it. */
function moduleOf(file: string): Pick<Application, 'module' | 'path'> {
  const [, path, inside = file] = /^(src)\/([^/]+\/.*)$/.exec(file) ?? [];
  return { module: inside.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'), path };
}

function served(context: Context, app: Application): Proposal {
  const { needs } = context;
  const config = configured(context);
  const isAsync = app.kind !== 'Flask' && app.kind !== 'WSGI';
  if (config !== undefined || (!isAsync && needs.has('gunicorn')))
    return byGunicorn(context, app, config, isAsync);
  const { module, name, why, path } = app;
  const env = pathOf(path);
  const target = `${module}:${name}`;
  if (isAsync) {
    const words = ['-m', 'uvicorn', target, '--host', '127.0.0.1', '--port', PORT_HERE];
    const notes =
      needs.has('uvicorn') || needs.has('fastapi') ? [] : ['It needs uvicorn: add it to the requirements.'];
    return proposal(context, words, why, notes, '8000', env);
  }
  const note = 'flask run is for development: require gunicorn, then the service can be python -m gunicorn.';
  const words = ['-m', 'flask', '--app', target, 'run', '--host', '127.0.0.1', '--port', PORT_HERE];
  return proposal(context, words, why, [note], '5000', env);
}

const pathOf = (path: string | undefined): CommandLine['env'] =>
  path === undefined ? [] : [['PYTHONPATH', path]];

const CONFIG = 'gunicorn.conf.py';

/** What gunicorn reads by itself where it starts. */
interface Configured {
  /** `8000` of a `bind`, where it says a number. */
  readonly port: string | undefined;
  /** It listens on a socket of the file system. */
  readonly isUnix: boolean;
  readonly hasWorkers: boolean;
  readonly application: { readonly module: string; readonly name: string } | undefined;
}

function configured({ folder, needs }: Context): Configured | undefined {
  const text = folder.read(CONFIG);
  if (text === undefined || !needs.has('gunicorn')) return undefined;
  const bind = /^bind\s*=\s*(.*)/m.exec(text)?.[1] ?? '';
  const [, module, name] = /^wsgi_app\s*=\s*["']([\w.]+):(\w+)["']/m.exec(text) ?? [];
  return {
    port: /:(\d+)["']/.exec(bind)?.[1],
    isUnix: /["']unix:/.test(bind),
    hasWorkers: /^worker_class\s*=/m.test(text),
    application: module === undefined || name === undefined ? undefined : { module, name },
  };
}

function byGunicorn(
  context: Context,
  { module, name, why, path }: Application,
  config: Configured | undefined,
  isAsync: boolean,
): Proposal {
  const workers =
    isAsync && config?.hasWorkers !== true ? ['--worker-class', 'uvicorn.workers.UvicornWorker'] : [];
  const bind = config?.isUnix === true ? [] : ['--bind', HERE];
  const reason = config === undefined ? 'gunicorn is required' : `${CONFIG} is there`;
  const notes =
    config?.port === undefined
      ? []
      : [`bind of ${CONFIG} gives way to --bind, which has the port of each environment.`];
  const port = config?.isUnix === true ? undefined : (config?.port ?? '8000');
  const words = ['-m', 'gunicorn', `${module}:${name}`, ...workers, ...bind];
  return proposal(context, words, `${why}, and ${reason}`, notes, port, pathOf(path));
}
