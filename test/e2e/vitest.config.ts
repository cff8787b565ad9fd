import { defineConfig } from 'vitest/config';

/** Suites that boot machines: one after the other, since each measures its own load against limits. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/{e2e,machine}/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
