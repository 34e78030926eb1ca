import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread with the file of this name beside `here`. TypeScript is run as it is, and a thread does not inherit the loader that does so.
 * @param here - `import.meta.url`
 */
export function startThread(here: string, name: string, options: WorkerOptions): Worker {
  if (!here.endsWith('.ts')) return new Worker(new URL(`${name}.js`, here), options);
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = JSON.stringify(new URL(`${name}.ts`, here));
  const code = `import { register } from ${loader}; register(); await import(${entry});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { ...options, execArgv: [] });
}
