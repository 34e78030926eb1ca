/** Where the program of this folder is, compiled; see compiled.js. */
export function compiled(root: string): Promise<URL | undefined>;

/** Compiles these programs, and the threads they start, into a folder of this project; see compiled.js. */
export function compile(root: string, files: readonly string[], directory: string): Promise<void>;
