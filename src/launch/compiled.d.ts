/** Where the program of this folder is, compiled; see compiled.js. */
export function compiled(root: string): Promise<URL | undefined>;

/** A folder made of the whole source, once for each state of it; see compiled.js. */
export function kept(
  root: string,
  name: string,
  settings: readonly string[],
  make: (directory: string) => Promise<void>,
): Promise<string>;

/** Compiles these programs, and the threads they start, into a folder of this project; see compiled.js. */
export function compile(root: string, files: readonly string[], directory: string): Promise<void>;
