import { defineConfig } from 'vitest/config';
import { longProofs, mainFlows } from './test/main-flows.ts';
import everything from './vitest.config.ts';

/** What is run on every change, in some minutes: `npm test`. The gate runs `npm run test:flows` and `npm run test:fuzz` besides. */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    include: ['test/*.test.ts', 'test/!(flows)/**/*.test.ts', ...mainFlows],
    exclude: [...longProofs, 'test/platforms/answers.test.ts'],
  },
});
