import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program of `src`: from JavaScript that was compiled once from this very source, or, where that cannot be kept, as TypeScript.
 * @param {'main' | 'cli'} program
 */
export async function launch(program) {
  const directory = await compiled(root);
  if (directory === undefined) {
    const { register } = await import('tsx/esm/api');
    register();
    await import(`../${program}.ts`);
    return;
  }
  // Faults name the lines of the source.
  process.setSourceMapsEnabled(true);
  await import(new URL(`${program}.js`, directory).href);
}
