/** Projects of other people, by what they are: files, and what `tsm init --yes` makes of them. */
export interface ForeignProject {
  readonly folder?: string;
  readonly files: Readonly<Record<string, string>>;
  /** Service → `ExecStart=` in production, or in dev where there is no production. */
  readonly runs: Readonly<Record<string, string>>;
  readonly says?: readonly RegExp[];
  readonly saysNot?: RegExp;
}

const pack = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

export const PROJECTS: Readonly<Record<string, ForeignProject>> = {
  express: {
    files: {
      'package.json': pack({
        name: '@acme/shop',
        scripts: { start: 'node server.js' },
        dependencies: { express: '4' },
      }),
      'server.js': '',
      '.env': 'PORT=3000\nLOG_LEVEL=info\n',
    },
    runs: { shop: '/usr/bin/env node server.js' },
  },
  'a program of pip alone, which no python3 of the host is asked to run': {
    files: {
      'pyproject.toml':
        '[project]\nname = "till"\nversion = "1"\n[project.scripts]\nserve = "till.main:run"\n',
    },
    runs: { till: '/usr/bin/env serve' },
    says: [/"serve" must be on the PATH of the host/],
    saysNot: /python3 of the host runs it/,
  },
  'a worker script beside the start': {
    files: {
      'package.json': pack({
        name: 'shop',
        scripts: { start: 'node web.js', worker: 'node worker.js', test: 'vitest' },
      }),
    },
    runs: { shop: '/usr/bin/env node web.js', worker: '/usr/bin/env node worker.js' },
  },
  'a build before the start, cross-env, a port in the script': {
    files: {
      'package.json': pack({
        name: 'shop',
        scripts: {
          build: 'tsc',
          start: 'npm run build && cross-env NODE_ENV=production node dist/server.js --port 3000',
        },
        devDependencies: { 'cross-env': '7' },
      }),
    },
    runs: { shop: '/usr/bin/env node dist/server.js --port 3000' },
    says: [/Before a deploy, not at each start, run: npm run build/],
  },
  next: {
    files: {
      'package.json': pack({
        name: 'site',
        scripts: { dev: 'next dev', build: 'next build', start: 'next start -p 4000' },
        dependencies: { next: '15' },
      }),
    },
    runs: { site: '/opt/site/node_modules/.bin/next start -p 4000' },
  },
  'fastify in TypeScript': {
    files: {
      'package.json': pack({
        name: 'api',
        scripts: { start: 'tsx src/server.ts', 'start:worker': 'tsx src/worker.ts' },
        devDependencies: { tsx: '4' },
      }),
      'src/server.ts': '',
    },
    runs: {
      api: '/usr/bin/env node --import tsx src/server.ts',
      worker: '/usr/bin/env node --import tsx src/worker.ts',
    },
    says: [/tsx is a devDependency/],
  },
  nest: {
    files: {
      'package.json': pack({
        name: 'api',
        scripts: { start: 'nest start', 'start:dev': 'nest start --watch', 'start:prod': 'node dist/main' },
      }),
    },
    runs: { api: '/usr/bin/env node dist/main' },
  },
  workspaces: {
    files: {
      'package.json': pack({
        name: 'mono',
        private: true,
        workspaces: ['packages/*'],
        scripts: { start: 'npm start --workspaces' },
      }),
      'packages/web/package.json': pack({
        name: '@mono/web',
        scripts: { start: 'next start -p 3000' },
        dependencies: { next: '15' },
      }),
      'packages/api/package.json': pack({ name: '@mono/api', scripts: { start: 'PORT=3000 node index.js' } }),
      'packages/lib/package.json': pack({ name: '@mono/lib', main: 'index.js' }),
    },
    runs: { web: '/opt/mono/node_modules/.bin/next start -p 3003', api: '/usr/bin/env node index.js' },
  },
  'flask with gunicorn': {
    files: {
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'requirements.txt': 'flask\ngunicorn==21\n',
      '.venv/bin/python': '',
    },
    folder: 'flasky',
    runs: { flasky: '/opt/flasky/.venv/bin/python -m gunicorn app:app --bind 127.0.0.1:8000' },
  },
  fastapi: {
    files: {
      'app/main.py': 'import fastapi\napi = fastapi.FastAPI()\n',
      'pyproject.toml': '[project]\nname = "Prices"\ndependencies = ["fastapi"]\n',
    },
    runs: { prices: '/usr/bin/env python3 -m uvicorn app.main:api --host 127.0.0.1 --port 8000' },
    says: [/There is no \.venv here/],
  },
  'a regression: gunicorn.conf.py gave way to uvicorn': {
    files: {
      'app/main.py': 'import fastapi\napi = fastapi.FastAPI()\n',
      'requirements.txt': 'fastapi\ngunicorn==21\nuvicorn\n',
      'gunicorn.conf.py':
        'bind = "0.0.0.0:8020"\nworkers = 4\nworker_class = "uvicorn.workers.UvicornWorker"\n',
    },
    folder: 'prices',
    runs: { prices: '/usr/bin/env python3 -m gunicorn app.main:api --bind 127.0.0.1:8020' },
    says: [/gunicorn.conf.py is there/, /bind of gunicorn.conf.py gives way to --bind/],
  },
  'gunicorn on a socket of the file system': {
    files: {
      'requirements.txt': 'gunicorn\nfalcon\n',
      'gunicorn.conf.py': 'bind = "unix:/run/till.sock"\nwsgi_app = "till.web:app"\n',
    },
    folder: 'till',
    runs: { till: '/usr/bin/env python3 -m gunicorn till.web:app' },
  },
  'a gunicorn.conf.py that says neither port nor workers': {
    files: {
      'app.py': 'from starlette.applications import Starlette\napp: Starlette = Starlette()\n',
      'requirements.txt': 'starlette\nuvicorn\ngunicorn\n',
      'gunicorn.conf.py': 'workers = 2\n',
    },
    folder: 'star',
    runs: {
      star: '/usr/bin/env python3 -m gunicorn app:app --worker-class uvicorn.workers.UvicornWorker --bind 127.0.0.1:8000',
    },
  },
  'a regression: a package below src was not found': {
    files: {
      'src/till/__init__.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'src/tests/app.py': 'from flask import Flask\nwrong = Flask(__name__)\n',
      'setup.cfg':
        '[metadata]\nname = till\n\n[options]\npackage_dir = =src\ninstall_requires =\n    flask\n    gunicorn\n',
    },
    runs: { till: '/usr/bin/env python3 -m gunicorn till:app --bind 127.0.0.1:8000' },
  },
  'a regression: entry points of setup.cfg were not found': {
    files: {
      'setup.cfg':
        '[metadata]\nname = till\nversion = 1\n\n[options.entry_points]\nconsole_scripts =\n    till-serve = till.main:run\n    till-worker = till.jobs:run [extra]\nother =\n    x = y:z\n\n[options]\na = b:c\n',
    },
    runs: { 'till-serve': '/usr/bin/env till-serve', 'till-worker': '/usr/bin/env till-worker' },
    says: [/setup\.cfg: the entry point "till-serve"/],
    saysNot: /entry point "x"|entry point "a"/,
  },
  'a regression: a bare server.js was nothing': {
    files: { 'server.js': "console.log('hello');\n" },
    folder: 'bare',
    runs: { bare: '/usr/bin/env node server.js' },
    says: [/server\.js is there, and no package\.json/],
  },
  'a bare index.mjs': {
    files: { 'index.html': '', 'index.mjs': "import http from 'node:http';\n" },
    folder: 'bare',
    runs: { bare: '/usr/bin/env node index.mjs' },
  },
  'a bot beside a script of a page': {
    files: { 'index.js': "document.title = 'x';\n", 'bot.py': "if __name__ == '__main__':\n    pass\n" },
    folder: 'bot',
    runs: { bot: '/usr/bin/env python3 -u bot.py' },
    saysNot: /node index/,
  },
  django: {
    files: { 'manage.py': 'import django\n', 'site1/wsgi.py': '', 'requirements.txt': 'Django\n' },
    folder: 'blog',
    runs: { blog: '/usr/bin/env python3 manage.py runserver --noreload 127.0.0.1:8000' },
    says: [/runserver is for development/],
  },
  'a Procfile beside a package.json': {
    files: {
      'package.json': pack({ name: 'hero', scripts: { start: 'node web.js --port $PORT' } }),
      Procfile: 'web: npm start\n',
    },
    runs: { hero: '/usr/bin/env node web.js --port 8001' },
    says: [/hero runs node web.js/],
  },
  'a Procfile with several processes': {
    files: {
      'package.json': pack({ name: 'hero', scripts: { start: 'node web.js' } }),
      Procfile: 'web: node web.js\nworker: node worker.js\nrelease: node migrate.js\n',
    },
    runs: {
      'hero-web': '/usr/bin/env node web.js',
      'hero-worker': '/usr/bin/env node worker.js',
      'hero-release': '/usr/bin/env node migrate.js',
    },
    says: [/web runs node web.js \(Procfile: web\)/, /tsm start release runs it once/],
  },
  'an ecosystem file of PM2 beside the script that it starts': {
    files: {
      'package.json': pack({ name: 'hero', scripts: { start: 'node web.js', dev: 'vite' } }),
      'ecosystem.config.cjs': `module.exports = { apps: [
        { name: 'Web', script: './web.js', node_args: '--enable-source-maps', cwd: '/var/www/hero', watch: true,
          max_memory_restart: '300M', env: { PORT: 3000, API_KEY: 'sk_live_0123456789abcdef0123' },
          env_staging: { LEVEL: 'debug' } },
        { name: 'mail', script: 'mail.js', args: ['--queue', 'mail'], cwd: '/var/www/hero', watch: true },
      ] };\n`,
    },
    runs: {
      'hero-Web': '/usr/bin/env node --enable-source-maps ./web.js',
      'hero-mail': '/usr/bin/env node mail.js --queue mail',
    },
    says: [
      /evaluating ecosystem\.config\.cjs with node/,
      /Web\.watch, mail\.watch are left out/,
      /secrets: API_KEY/,
      /--handover move\.sh/,
      /@production \/var\/www\/hero/,
      /environments dev, production, staging/,
    ],
    saysNot: /hero runs|sk_live/,
  },
  "Tetra's env.toml": {
    files: {
      'tsm/env.toml':
        '[service]\nname = "till"\ncommand = "node till.js"\n[shared]\nLEVEL = "info"\n[dev]\nPORT = 4000\n[prod]\nPORT = 5000\n[secrets]\nAPI_KEY = "x"\n',
    },
    folder: 'app',
    runs: { till: '/usr/bin/env node till.js' },
    says: [/environments dev, production/],
  },
  'service files that are there': {
    files: {
      'tsm/web.tsm': 'TSM_COMMAND="node web.js"\nTSM_CWD="$TETRA_SRC"\n',
      'package.json': pack({ name: 'old', scripts: { start: 'node x.js' } }),
    },
    runs: { web: '/usr/bin/env node web.js' },
  },
  'an odd name, and a prettier config': {
    folder: 'Größe & 日本 App',
    files: {
      'package.json': pack({ scripts: { start: 'node "my server.js"' } }),
      '.prettierrc': '{ "useTabs": true, "semi": false, "singleQuote": false }\n',
    },
    runs: { 'gro-e-app': '/usr/bin/env node "my server.js"' },
  },
  'a broken package.json beside Python': {
    folder: 'mixed',
    files: { 'package.json': '{ "name": ', 'main.py': 'if __name__ == "__main__":\n    pass\n' },
    runs: { mixed: '/usr/bin/env python3 -u main.py' },
    says: [/package\.json was passed over/],
  },
  'only a development server': {
    files: {
      'package.json': pack({ name: 'page', scripts: { dev: 'vite' }, devDependencies: { vite: '6' } }),
    },
    runs: { page: '/srv/page/node_modules/.bin/vite' },
  },
  'pipes and a nodemon': {
    files: {
      'package.json': pack({
        name: 'logs',
        scripts: { start: 'nodemon server.js', 'start:tail': 'node tail.js | grep -v noise' },
      }),
    },
    runs: { logs: '/usr/bin/env node server.js' },
    says: [/"tail" needs a shell/],
  },
  'a Procfile whose PORT in .env is that of web alone': {
    files: {
      'package.json': pack({ name: 'shop', scripts: { start: 'node server.js --quiet' } }),
      Procfile: 'web: node server.js\nworker: node worker.js\n',
      '.env': 'PORT=3000\nLOG_LEVEL=info\nAPI_TOKEN=x9fjq02mfh38fj2k\n',
    },
    runs: { web: '/usr/bin/env node server.js', worker: '/usr/bin/env node worker.js' },
    says: [/PORT of \.env is for one service alone/],
  },
  'a Procfile whose command shows a secret': {
    files: {
      Procfile: 'tunnel: cloudflared tunnel run --token $TUNNEL_TOKEN\n',
      '.env': 'TUNNEL_TOKEN=x9fjq02mfh38fj2k\n',
    },
    runs: { tunnel: '/usr/bin/env bash services/tunnel.sh' },
    says: [/TUNNEL_TOKEN among its arguments/],
  },
};
