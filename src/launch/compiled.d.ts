/** Where the program of this folder is, compiled; see compiled.js. */
export function compiled(root: string): Promise<URL | undefined>;
