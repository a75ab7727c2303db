import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      'unturned/vitest': fileURLToPath(new URL('../src/vitest/index.ts', import.meta.url)),
      unturned: fileURLToPath(new URL('../src/index.ts', import.meta.url)),
    },
  },
  test: { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
});
