import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    openai: 'src/providers/openai/index.ts',
    'openai.node': 'src/node/openai.ts',
    auth: 'src/auth/index.ts',
    google: 'src/providers/google/index.ts',
    'google.node': 'src/node/google.ts',
    guards: 'src/guards/index.ts',
    'guards/model': 'src/guards/model.ts',
    local: 'src/providers/local/index.ts',
    prices: 'src/prices/index.ts',
    redis: 'src/redis/index.ts',
    testing: 'src/testing/index.ts',
    'testing.node': 'src/node/testing.ts',
    cli: 'src/cli/main.ts',
  },
  format: 'esm',
  target: 'es2023',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true,
  dts: true,
  clean: true,
  treeshake: true,
});
