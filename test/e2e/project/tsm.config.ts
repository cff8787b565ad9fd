/** Services that behave badly, each in one way. Copied to a temporary folder before use, hence without an import. */
export default {
  project: 'odd',
  systemd: 247,
  services: [
    {
      name: 'late',
      description: 'Answers at once, and is healthy when /run/healthy is there',
      command: 'node late.js',
      port: 4500,
      health: 'http://127.0.0.1:4500/health',
    },
    { name: 'follower', command: 'sleep infinity', depends: ['late'], autostart: false },
    {
      name: 'crash',
      description: 'Dies while its health check still waits',
      command: 'node -e "setTimeout(() => process.exit(3), 300)"',
      health: 'http://127.0.0.1:4501/health',
      autostart: false,
    },
    {
      name: 'hungry',
      description: 'Takes memory until it is killed',
      command: 'node -e "const all = []; for (;;) all.push(Buffer.alloc(1e6, 1))"',
      limits: { memoryMax: '60M', memorySwapMax: '0' },
      autostart: false,
    },
    {
      name: 'crowd',
      description: 'Wants more processes than it may have',
      command: 'for n in 1 2 3 4 5 6 7 8; do sleep 1000 & done; wait',
      limits: { tasks: 5 },
      autostart: false,
    },
    {
      name: 'stubborn',
      description: 'Does not heed SIGTERM',
      command: 'trap "" TERM; echo ready; while true; do sleep 1000; done',
      timeouts: { stop: '1s' },
      autostart: false,
    },
  ],
  environments: {
    production: {
      user: 'root',
      root: '/opt/odd',
      hardening: 'relaxed',
      restart: 'no',
      timeouts: { start: '10min', stop: '30s' },
    },
  },
};
