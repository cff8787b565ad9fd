import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Project {
  readonly folder: string;
  /** Removes what was generated, so that the next run writes everything again. */
  readonly clean: () => void;
  readonly remove: () => void;
}

/** A project of its own in the temporary folder, with `services` inline services in one environment. */
export function writeProject(repository: string, services: number): Project {
  const folder = mkdtempSync(join(tmpdir(), 'tsm-bench-'));
  mkdirSync(join(folder, 'node_modules/@tetra'), { recursive: true });
  symlinkSync(repository, join(folder, 'node_modules/@tetra/tsm'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  writeFileSync(join(folder, 'tsm.config.ts'), configText(services));
  const generated = join(folder, 'systemd');
  return {
    folder,
    clean: () => rmSync(generated, { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const configText = (services: number): string => `import { defineConfig } from '@tetra/tsm';

export default defineConfig({
  project: 'bench',
  services: [
${Array.from({ length: services }, (_, index) => serviceText(index)).join('\n')}
  ],
  environments: {
    production: {
      user: 'bench',
      root: '/opt/bench',
      env: { NODE_ENV: 'production' },
      hardening: 'strict',
      limits: { memoryMax: '512M', openFiles: 65536 },
    },
  },
});
`;

const serviceText = (index: number): string =>
  `    { name: 's${index}', command: 'node server.js --number ${index}', port: ${10_000 + index}, health: 'http://127.0.0.1:${10_000 + index}/health' },`;
