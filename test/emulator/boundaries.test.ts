import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../src/emulator/', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

it('the emulator imports nothing of the bot but the clock, and no package but the one for WebSockets', () => {
  const foreign = sources(root).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*?from '([^']+)'/gm)]
      .map(([, target = '']) => target)
      .filter((target) => !target.startsWith('node:'))
      .filter((target) => !target.startsWith('.') || relative(root, resolve(dirname(file), target)).startsWith('..'))
      .map((target) => [relative(root, file), target]),
  );
  expect(new Set(foreign.map(([, target]) => target))).toEqual(new Set(['../clock.ts', 'ws']));
});
