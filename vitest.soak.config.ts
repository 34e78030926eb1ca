import { defineConfig } from 'vitest/config';

/** Long proofs, run by hand and before a release: `npm run test:soak`. */
export default defineConfig({
  test: { include: ['test/soak/**/*.soak.ts'], testTimeout: 1_800_000, hookTimeout: 600_000 },
});
