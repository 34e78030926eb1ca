import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every import of the product, types included: which file asks for which. */
function importsOf(files: readonly string[]): { from: string; to: string }[] {
  return files
    .flatMap((from) => {
      const source = readFileSync(`${root}/${from}`, 'utf8');
      return [...source.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(([, target = '']) => ({
        from,
        to: posix.normalize(posix.join(posix.dirname(from), target)),
      }));
    })
    .filter(({ to }) => files.includes(to));
}

function sourceFiles(): string[] {
  return ['src', 'handlers', 'jobs'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name))),
  );
}

/** The table of docs/architecture.md: for each folder or file in its first column what its third column allows. */
function boundaryTable(): Map<string, Set<string>> {
  const page = readFileSync(`${root}/docs/architecture.md`, 'utf8');
  const section = page.split('## Who may import whom')[1]?.split('\n## ')[0] ?? '';
  const named = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((line) => {
      const [, places = '', , allowed = ''] = line.split('|');
      return named(places).map((place) => [place, new Set(named(allowed))] as const);
    }),
  );
}

/** The row a file belongs to: the longest place of the table that it lies in. */
function placeOf(file: string, places: readonly string[]): string | undefined {
  return places
    .filter((place) => file === place || file.startsWith(`${place}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Files that reach themselves by imports, each such group once. */
function circles(imports: readonly { from: string; to: string }[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>();
    const todo = [...(targets.get(start) ?? [])];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  const reach = new Map([...targets.keys()].map((file) => [file, reached(file)]));
  const inCircle = [...reach].filter(([file, seen]) => seen.has(file)).map(([file]) => file);
  const groups = inCircle.map((file) =>
    inCircle.filter((other) => reach.get(file)?.has(other) && reach.get(other)?.has(file)).sort(),
  );
  return [...new Map(groups.map((group) => [group.join(' '), group])).values()];
}

describe('the table of who may import whom', () => {
  const files = sourceFiles();
  const imports = importsOf(files);
  const table = boundaryTable();
  const places = [...table.keys()];

  it('has a place for every source file, and no place without files', () => {
    expect(files.filter((file) => placeOf(file, places) === undefined)).toEqual([]);
    expect(places.filter((place) => !files.some((file) => placeOf(file, places) === place))).toEqual([]);
  });

  it('allows every import there is, types included', () => {
    const forbidden = imports.filter(({ from, to }) => {
      const [here, there] = [placeOf(from, places) ?? '', placeOf(to, places) ?? ''];
      return here !== there && !table.get(here)?.has(there);
    });
    expect(forbidden.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('allows nothing that nobody imports', () => {
    const used = new Set(imports.map(({ from, to }) => `${placeOf(from, places)} ${placeOf(to, places)}`));
    const idle = [...table].flatMap(([here, allowed]) =>
      [...allowed].filter((there) => !used.has(`${here} ${there}`)).map((there) => `${here} -> ${there}`),
    );
    expect(idle).toEqual([]);
  });

  it('leads in no circle, from file to file or from place to place', () => {
    expect(circles(imports)).toEqual([]);
    const arrows = [...table].flatMap(([from, allowed]) => [...allowed].map((to) => ({ from, to })));
    expect(circles(arrows)).toEqual([]);
  });
});
