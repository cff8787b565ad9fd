import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/requirements.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a pull request is judged by is the same every time; `npm run fuzz` draws new seeds.
    env: { TSM_SEED: process.env['TSM_SEED'] ?? '125317456' },
  },
});
