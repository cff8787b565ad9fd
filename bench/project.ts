import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ground, repository } from './places.ts';

export type Style = 'inline' | 'files';

const made = new Map<string, string>();

/** A project with a Procfile's worth of services in one environment, and the same as a Procfile with its .env. */
export function projectOf(size: number, style: Style): string {
  const folder = join(ground, `${style}-${size}`);
  if (!made.has(folder)) writeProject(folder, size, style);
  made.set(folder, folder);
  return folder;
}

function writeProject(folder: string, size: number, style: Style): void {
  const numbers = Array.from({ length: size }, (_, index) => index);
  mkdirSync(join(folder, 'node_modules/@tetra'), { recursive: true });
  symlinkSync(repository, join(folder, 'node_modules/@tetra/tsm'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  writeFileSync(join(folder, 'Procfile'), numbers.map((n) => `s${n}: ${commandOf(n)}\n`).join(''));
  writeFileSync(join(folder, '.env'), 'NODE_ENV=production\nWORKERS=2\n');
  if (style === 'inline') return writeConfig(folder, numbers.map(inlineText).join('\n'));
  mkdirSync(join(folder, 'services'));
  for (const n of numbers) writeFileSync(join(folder, 'services', `s${n}.tsm`), fileText(n));
  writeConfig(folder, "    'services/*.tsm',");
}

const commandOf = (n: number): string => `node server.js --number ${n}`;

const inlineText = (n: number): string =>
  `    { name: 's${n}', command: '${commandOf(n)}', port: ${10_000 + n}, env: { NODE_ENV: 'production', WORKERS: '2' } },`;

const fileText = (n: number): string =>
  `TSM_COMMAND="${commandOf(n)}"\nTSM_PORT=${10_000 + n}\nexport NODE_ENV=production\nexport WORKERS=2\n`;

const writeConfig = (folder: string, services: string): void =>
  writeFileSync(
    join(folder, 'tsm.config.ts'),
    `import { defineConfig } from '@tetra/tsm';

export default defineConfig({
  project: 'bench',
  services: [
${services}
  ],
  environments: {
    production: { user: 'bench', root: '/opt/bench' },
  },
});
`,
  );
