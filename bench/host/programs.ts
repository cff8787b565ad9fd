/** The programs that are measured, the same under tsm and under PM2. */
export const SERVER = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(process.env.PORT, '127.0.0.1');\n`;

export const FIRST_PORT = 21_000;

export const portsOf = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => FIRST_PORT + index);

/** A project with `count` services: servers, or programs that only sleep. */
export const tsmConfig = (project: string, count: number, kind: 'server' | 'sleeper'): string =>
  `export default ${JSON.stringify({
    project,
    systemd: 247,
    services: Array.from({ length: count }, (_, index) => ({
      name: `s${index}`,
      ...(kind === 'server'
        ? { command: 'node server.js', port: FIRST_PORT + index }
        : { command: 'sleep infinity' }),
    })),
    environments: {
      live: {
        base: project,
        user: 'root',
        root: `/srv/${project}`,
        hardening: 'off',
        restart: { policy: 'always', delay: 0 },
      },
    },
  })};\n`;

export const pm2Config = (count: number): string =>
  `module.exports = ${JSON.stringify({
    apps: Array.from({ length: count }, (_, index) => ({
      name: `s${index}`,
      script: '/srv/fifty/server.js',
      env: { PORT: FIRST_PORT + index },
    })),
  })};\n`;
