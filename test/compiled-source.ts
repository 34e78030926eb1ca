import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Plugin } from 'vitest/config';
import { kept } from '../src/launch/compiled.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const page = 'src/emulator/page';

/**
 * Tests load the program as JavaScript, made after each change of the source as `npm run build` makes it: loading a thousand modules one by one
 * through Vite in each worker, and starting threads through tsx, took a third of a run (docs/performance.md). While tests are watched they
 * load the source itself.
 */
export function compiledSource(): Plugin {
  let directory: string | undefined;
  return {
    name: 'compiled-source',
    enforce: 'pre',
    // Faults name the lines of the source.
    config: () => ({ test: { execArgv: ['--enable-source-maps'] } }),
    async configureVitest({ vitest }) {
      if (!vitest.config.watch)
        directory = await kept(root, 'xuece-tests', ['tsconfig.json', 'tsconfig.build.json'], emit);
    },
    resolveId(source, importer) {
      if (directory === undefined || importer === undefined || !/^\..*\.ts$/.test(source)) return undefined;
      const file = relative(root, join(dirname(importer), source));
      return /^(src|handlers|jobs)\//.test(file) ? join(directory, file.replace(/\.ts$/, '.js')) : undefined;
    },
  };
}

/** Types are checked by `npm run types`. @throws what cannot be read as TypeScript */
async function emit(directory: string): Promise<void> {
  const options = ['--noCheck', '--sourceMap', '--outDir', directory];
  const compiling = promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), ...options]);
  await compiling.catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout)));
  cpSync(join(root, page), join(directory, page), { recursive: true });
}
