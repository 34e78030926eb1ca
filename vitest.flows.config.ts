import { defineConfig } from 'vitest/config';
import { compiledSource } from './test/compiled-source.ts';

/** The flows and jobs on every platform and in every mode, and what `npm test` tries a half of: `npm run test:flows`. */
export default defineConfig({
  plugins: [compiledSource()],
  test: {
    include: [
      ...['test/flows/**/*.test.ts', 'test/jobs/{arrival,class,needs-survey}/**/*.test.ts'],
      ...['test/crash/batch.test.ts', 'test/bot/existence.test.ts'],
    ],
    setupFiles: ['test/reached-as-in-file.ts'],
    env: { VARIANTS: 'all' },
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    hookTimeout: 300_000,
  },
});
