import { defineConfig } from 'vitest/config';
import { compiledSource } from './test/compiled-source.ts';
import { longProofs } from './test/main-flows.ts';

/** All flows on every platform and in every mode, and the long proofs that `npm test` leaves out: `npm run test:flows`. */
export default defineConfig({
  plugins: [compiledSource()],
  test: {
    include: ['test/flows/**/*.test.ts', ...longProofs],
    setupFiles: ['test/reached-as-in-file.ts'],
    env: { VARIANTS: 'all' },
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    hookTimeout: 300_000,
  },
});
