import { defineConfig } from 'vitest/config';

/** Suites that boot machines, each its own: two at a time, since they wait more than they work. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/{e2e,machine}/**/*.e2e.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
