import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^secure-llm$/, replacement: source('index.ts') },
      { find: /^secure-llm\/(openai|anthropic|google|local)$/, replacement: source('providers/$1/index.ts') },
      { find: /^secure-llm\/auth$/, replacement: source('auth/index.ts') },
      { find: /^secure-llm\/gateway$/, replacement: source('node/gateway.ts') },
      { find: /^secure-llm\/gateway-client$/, replacement: source('gateway-client/index.ts') },
      { find: /^secure-llm\/guards$/, replacement: source('guards/index.ts') },
      { find: /^secure-llm\/guards\/model$/, replacement: source('guards/model.ts') },
      { find: /^secure-llm\/prices$/, replacement: source('prices/index.ts') },
      { find: /^secure-llm\/redis$/, replacement: source('redis/index.ts') },
      { find: /^secure-llm\/testing$/, replacement: source('node/testing.ts') },
      { find: /^secure-llm\/vault$/, replacement: source('node/vault.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/support/property-seed.ts'],
    reporters: ['default', './test/support/count-reporter.ts'],
    testTimeout: 20_000, // tests of linear time share their cores with the others
    exclude: ['test/browser/**', 'test/consumer/**', 'test/runtimes/**'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    coverage: { include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
});
