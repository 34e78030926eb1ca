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

/** What a file imports, types included. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)[^'"]*?from '([^']+)'/gm)].map(([, target = '']) => target);
}

it('the emulator imports nothing of the bot but the clock, and no package but the one for WebSockets', () => {
  const foreign = sources(root).flatMap((file) =>
    importsOf(file)
      .filter((target) => !target.startsWith('node:'))
      .filter((target) => !target.startsWith('.') || relative(root, resolve(dirname(file), target)).startsWith('..')),
  );
  expect(new Set(foreign)).toEqual(new Set(['../clock.ts', 'ws']));
});

it('no file of the emulator imports itself by way of others, types included', () => {
  const arrows = new Map(sources(root).map((file) => [file, importsOf(file).map((to) => resolve(dirname(file), to))]));
  /** Everything that `file` needs, directly or not. */
  function reachable(file: string): Set<string> {
    const found = new Set<string>();
    const waiting = [...(arrows.get(file) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(...(arrows.get(next) ?? []));
    }
    return found;
  }
  const inCircles = [...arrows.keys()].filter((file) => reachable(file).has(file));
  expect(inCircles.map((file) => relative(root, file))).toEqual([]);
});
