import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const require = createRequire(import.meta.url);

interface StaticFile {
  type: string;
  body: Buffer;
}

/** `/`, a file of the chat page under `/page/`, or a UI library under `/vendor/`; `undefined` when there is none of that name. */
export async function staticFile(path: string): Promise<StaticFile | undefined> {
  const file = fileOf(path);
  const type = file === undefined ? undefined : TYPES[extname(file)];
  if (file === undefined || type === undefined) return undefined;
  try {
    return { type, body: await readFile(file) };
  } catch {
    return undefined;
  }
}

function fileOf(path: string): string | undefined {
  switch (path) {
    case '/vendor/preact.js':
      return require.resolve('preact');
    case '/vendor/preact-hooks.js':
      return require.resolve('preact/hooks');
    case '/vendor/htm.js':
      return join(dirname(require.resolve('htm')), 'htm.mjs');
    default: {
      const name = path === '/' ? 'index.html' : /^\/page\/([a-z0-9-]+(\.[a-z0-9]+)+)$/.exec(path)?.[1];
      return name && join(fileURLToPath(new URL('./page/', import.meta.url)), name);
    }
  }
}
