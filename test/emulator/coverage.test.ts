import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vendor } from '../../src/emulator/view.ts';
import { AIBOT, SYNC } from './wecom-company.ts';
import { startWorld, WECOM, type World } from './world.ts';

const page = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');
/** A code as the tables write it: a number, or words joined by dots. */
const CODE = /`([A-Za-z][\w.]+)`|(?<![\w.,])(-?\d{2,6})(?![\w.,]\d)/g;

interface Row {
  call: string;
  status: string;
  codes: string[];
  tests: string[];
}

/** The rows of the table below `heading`. */
function rowsBelow(heading: string): Row[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((line) => {
    const [, call = '', status = '', , errors = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    const codes = [...errors.matchAll(CODE)].map(([, words, number]) => words ?? number ?? '');
    return {
      call: call.replaceAll('`', ''),
      status,
      codes,
      tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    };
  });
}

function testFile(name: string): string {
  return fileURLToPath(new URL(`./${name}.test.ts`, import.meta.url));
}

const TABLES: readonly { vendor: Vendor; heading: string; routeOf(call: string): string }[] = [
  {
    vendor: 'wecom',
    heading: 'Calls: WeCom',
    routeOf: (call) => (call.startsWith('/') ? call : `/cgi-bin/${call}`),
  },
  { vendor: 'dingtalk', heading: 'Calls: DingTalk', routeOf: (call) => call },
];

let world: World;
beforeAll(async () => {
  world = await startWorld({ wecom: { ...WECOM, contactSync: SYNC, aibot: { ...AIBOT, mode: 'connection' } } });
});
afterAll(() => world.stop());

describe.each(TABLES)('docs/emulator.md, $heading', ({ vendor, heading, routeOf }) => {
  const rows = rowsBelow(heading);

  it('has one row for every call the emulator answers, and no other', () => {
    expect(rows.map(({ call }) => routeOf(call)).sort()).toEqual(world.emulator.routes(vendor).sort());
  });

  it('says of every call how far it goes and which test tries it', () => {
    const unclear = rows.filter(
      ({ status, tests }) => !/^(whole|part: .+|closed .+)/.test(status) || tests.length === 0,
    );
    expect(unclear.map(({ call }) => call)).toEqual([]);
  });

  it('names test files that exist', () => {
    const missing = rows.flatMap(({ tests }) => tests.filter((name) => !existsSync(testFile(name))));
    expect(missing).toEqual([]);
  });

  it('names only error codes that one of the tests of that row tries', () => {
    const untried = rows.flatMap(({ call, codes, tests }) => {
      const sources = tests
        .filter((name) => existsSync(testFile(name)))
        .map((name) => readFileSync(testFile(name), 'utf8'));
      const isTried = (code: string) =>
        sources.some((source) => new RegExp(`(?<![\\w.])${code.replaceAll('.', '\\.')}(?![\\w.])`).test(source));
      return codes.filter((code) => !isTried(code)).map((code) => `${call}: ${code}`);
    });
    expect(untried).toEqual([]);
  });
});

it.each(['What is checked: WeCom', 'What is checked: DingTalk'])(
  'docs/emulator.md, %s, names test files that exist',
  (heading) => {
    const [, section = ''] = page.split(`\n## ${heading}\n`);
    const [text = ''] = section.split('\n## ');
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| Row') && !line.startsWith('| ---'));
    const names = rows.flatMap((line) =>
      [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
    expect(names.length).toBeGreaterThan(rows.length - 1);
    expect(names.filter((name) => !existsSync(testFile(name)))).toEqual([]);
  },
);

it('comments of the emulator name only topics that docs/emulator.md has', () => {
  const root = fileURLToPath(new URL('../../src/emulator/', import.meta.url));
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.ts'));
  const cited = files.flatMap(({ parentPath, name }) => {
    const source = readFileSync(join(parentPath, name), 'utf8').replaceAll(/\n\s*\* /g, ' ');
    return [...source.matchAll(/docs\/emulator\.md, ([A-Z][A-Za-z ]*?)[);:,]/g)].flatMap(([, topics = '']) =>
      topics.split(' and '),
    );
  });
  const [, section = ''] = page.split("\n## The vendors' pages\n");
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  const known = rows.flatMap((line) => (line.split('|')[1] ?? '').split(',').map((topic) => topic.trim()));
  expect(cited.length).toBeGreaterThan(100);
  expect([...new Set(cited)].filter((topic) => !known.includes(topic))).toEqual([]);
});
