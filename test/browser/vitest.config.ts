import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Checks in a real browser: `vitest run --config test/browser/vitest.config.ts`. Not part of `npm test`. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['test/browser/*.browser.ts'], fileParallelism: false, testTimeout: 30_000, hookTimeout: 60_000 },
});
