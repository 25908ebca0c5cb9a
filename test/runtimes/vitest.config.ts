import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/runtimes/*.test.ts'],
    reporters: ['default', './test/support/count-reporter.ts'],
    globalSetup: ['test/runtimes/support/install.ts'],
    fileParallelism: false, // one project, one recipe in it at a time
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
