import { defineConfig } from '@tetra/tsm';

/** The sample: Tetra with its two environments, which may run side by side on one machine. */
export default defineConfig({
  project: 'tetra',
  id: 'tetra',
  description: 'Tetra',
  systemd: 247,
  default: 'dev',
  outDir: 'systemd',
  services: ['examples/tetra/services/*.tsm'],
  environments: {
    dev: {
      base: 'tetra-dev',
      scope: 'system',
      user: 'root',
      group: 'root',
      root: { from: 'examples/tetra', to: '/root/src/devops/tetra' },
      variables: { TETRA_DIR: '/root/tetra', TETRA_SRC: '/root/src/devops/tetra' },
      env: { NODE_ENV: 'development', TETRA_ENV: 'dev' },
      path: ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'],
      source: ['${TETRA_DIR}/tetra.sh'],
      hardening: 'relaxed',
      maxExposure: 8,
      limits: { memoryMax: '1G', openFiles: 65536, processes: 4096 },
      restart: { policy: 'on-failure', delay: '10s', limit: { burst: 5, interval: '5min' } },
      timeouts: { start: '60s', stop: '30s' },
    },
    production: {
      aliases: ['prod'],
      user: 'tetra',
      group: 'tetra',
      root: { from: 'examples/tetra', to: '/opt/tetra' },
      variables: { TETRA_DIR: '/var/lib/tetra', TETRA_SRC: '/opt/tetra' },
      env: { NODE_ENV: 'production', TETRA_ENV: 'production' },
      hardening: 'strict',
      maxExposure: 2,
      limits: { memoryMax: '512M', openFiles: 65536 },
      restart: { policy: 'on-failure', delay: '5s' },
      timeouts: { start: '60s', stop: '30s' },
      services: { tetra: { port: 4445 } },
    },
  },
});
