import { defineConfig } from 'vitest/config';

/** No module holds state, so files share one module graph: most of a run would be spent loading it again. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
