import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/consumer/*.test.ts'],
    reporters: ['default', './test/support/count-reporter.ts'],
    globalSetup: ['test/consumer/support/install.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
