import { defineConfig } from 'vitest/config';
import { compiledSource } from './test/compiled-source.ts';

/** The flows on every platform and in every mode: `npm run test:flows`. */
export default defineConfig({
  plugins: [compiledSource()],
  test: {
    include: ['test/flows/**/*.test.ts'],
    env: { VARIANTS: 'all' },
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    hookTimeout: 300_000,
  },
});
