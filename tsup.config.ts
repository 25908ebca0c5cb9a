import { copyFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

type PluginBuild = Parameters<NonNullable<Options['esbuildPlugins']>[number]['setup']>[0];

const library = defineConfig({
  entry: {
    index: 'src/index.ts',
    openai: 'src/providers/openai/index.ts',
    'openai.node': 'src/node/openai.ts',
    auth: 'src/auth/index.ts',
    google: 'src/providers/google/index.ts',
    'google.node': 'src/node/google.ts',
    anthropic: 'src/providers/anthropic/index.ts',
    'anthropic.node': 'src/node/anthropic.ts',
    gateway: 'src/gateway/index.ts',
    'gateway.node': 'src/node/gateway.ts',
    'gateway-client': 'src/gateway-client/index.ts',
    guards: 'src/guards/index.ts',
    'guards/model': 'src/guards/model.ts',
    local: 'src/providers/local/index.ts',
    prices: 'src/prices/index.ts',
    redis: 'src/redis/index.ts',
    testing: 'src/testing/index.ts',
    'testing.node': 'src/node/testing.ts',
    vault: 'src/vault/index.ts',
    'vault.node': 'src/node/vault.ts',
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

/** The page leaves these guards to the gateway and asks for no objects, so their code is never asked for. */
const withoutTheUnused = {
  name: 'without-the-unused',
  setup: (build: PluginBuild) =>
    build.onResolve({ filter: /\/(?:model|entities)\.ts$|^zod\/v4\/core$/ }, ({ path }) => ({ path, external: true })),
};

/** The page that `serve --playground` shows, with all that it loads. */
const playground = defineConfig({
  entry: { page: 'examples/chat-page/page.ts' },
  outDir: 'dist/playground',
  format: 'esm',
  target: 'es2023',
  platform: 'browser',
  noExternal: [/./],
  esbuildPlugins: [withoutTheUnused],
  splitting: true,
  minify: true,
  treeshake: true,
  publicDir: false,
  onSuccess: async () => {
    for (const file of ['index.html', 'page.css', 'icon.svg'])
      await copyFile(`examples/chat-page/${file}`, `dist/playground/${file}`);
  },
});

export default [library, playground];
