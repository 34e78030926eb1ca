import { defineConfig } from 'vitest/config';
import { compiledSource } from './test/compiled-source.ts';

/** Bad input by the hundred thousand: `npm run test:fuzz`, with `FUZZ_CASES` and `FUZZ_SEED`. */
export default defineConfig({
  plugins: [compiledSource()],
  test: {
    maxWorkers: '100%',
    include: ['test/fuzz/**/*.fuzz.ts', 'test/platforms/answers.test.ts'],
    env: { VARIANTS: 'all' },
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true,
  },
});
