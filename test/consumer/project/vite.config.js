import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    rollupOptions: { input: process.env.PAGE ?? 'index.html' },
    outDir: process.env.OUT ?? 'out',
    modulePreload: false,
  },
});
