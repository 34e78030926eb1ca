import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { compiledSource } from './test/compiled-source.ts';

/**
 * Every test, for running one file or folder: `npx vitest run test/flows/leave`. No module holds state, so files share one module graph: most of
 * a run would be spent loading it again. The limits only end what hangs: no test is judged by how fast the machine is.
 */
export default defineConfig({
  plugins: [compiledSource()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/reached-as-in-file.ts'],
    isolate: false,
    // A third of a run is waiting for loopback answers.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
    hookTimeout: 180_000,
  },
});
