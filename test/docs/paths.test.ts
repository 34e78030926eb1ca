import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOMS = ['src', 'handlers', 'jobs', 'test', 'docs', '.ci'];
const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`),
).map((path) => path.replaceAll('\\', '/'));
const pages = ['README.md', ...files.filter((path) => path.startsWith('docs/') && path.endsWith('.md'))];

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names only folders and files that exist', () => {
    expect(pathsIn(text).filter((path) => !exists(path))).toEqual([]);
  });

  it('names by their file name alone only files that exist', () => {
    expect(bareNamesIn(text).filter((name) => !files.some((path) => matches(`*/${name}`, path)))).toEqual([]);
  });
});

it('finds a path that is misspelt, also with a placeholder in it', () => {
  const text = 'see `src/outbox/queue.ts`, `src/outbox/shelf.ts` and `handlers/<capability>/nothing-*.ts`';
  expect(pathsIn(text).filter((path) => !exists(path))).toEqual(['src/outbox/shelf.ts', 'handlers/*/nothing-*.ts']);
});

/** Paths from the root of the repository. `<capability>` and `…` stand for anything. */
function pathsIn(text: string): string[] {
  const found = text.matchAll(/(?<![\w/.-])(?:src|handlers|jobs|test|docs|\.ci)\/[^\s`)\]"',:;|]*/g);
  return [...found].map(([path]) => path.replace(/<[^>]*>|…/g, '*').replace(/[./]+$/, ''));
}

/** `queue.ts`, `commands/index.ts`: names in backticks that do not begin at the root. */
function bareNamesIn(text: string): string[] {
  const found = text.matchAll(/`([\w*-]+(?:\/[\w*-]+)*\.(?:ts|js))`/g);
  return [...found].flatMap(([, name]) => (name && !ROOMS.includes(name.split('/')[0] ?? '') ? [name] : []));
}

function exists(path: string): boolean {
  return ROOMS.includes(path) || files.some((file) => matches(path, file));
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}
