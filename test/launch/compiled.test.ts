import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compiled } from '../../src/launch/compiled.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compiled-'));
  write('package-lock.json', '{}');
  write('handlers/greet.ts', "export const greeting: string = '您好';");
  write('jobs/none.ts', '');
  write(
    'src/main.ts',
    "import { greeting } from '../handlers/greet.ts';\nconsole.log(greeting, import.meta.url.slice(-3));",
  );
  for (const entry of ['cli.ts', 'embedded/thread-entry.ts', 'sheets/some-worker.ts']) write(`src/${entry}`, '');
  write('src/emulator/page/index.html', '<p>');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** What the program prints. */
function run(directory: URL | undefined): string {
  return execFileSync(process.execPath, [fileURLToPath(new URL('main.js', directory))], { encoding: 'utf8' });
}

describe('the program', () => {
  it('is compiled once, with the files it serves', async () => {
    const first = await compiled(root);
    expect(run(first)).toBe('您好 .js\n');
    expect(existsSync(new URL('page/index.html', first))).toBe(true);
    writeFileSync(new URL('main.js', first), "console.log('kept')");
    expect(await compiled(root)).toEqual(first);
    expect(run(first)).toBe('kept\n');
  });

  it('has every thread beside it that it starts', async () => {
    const directory = await compiled(root);
    for (const name of ['thread-entry.js', 'some-worker.js'])
      expect([name, existsSync(new URL(name, directory))]).toEqual([name, true]);
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const started = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(source, file), 'utf8').matchAll(/startThread\(import\.meta\.url, '([^']+)'/g),
      ])
      .map(([, name = '']) => name);
    expect(started.length).toBeGreaterThan(3);
    expect(started.filter((name) => !/-worker$|^thread-entry$/.test(name))).toEqual([]);
  });

  it('is compiled anew after a change of its source, be it of the same length', async () => {
    const first = await compiled(root);
    write('handlers/greet.ts', "export const greeting: string = '再见';");
    expect(run(await compiled(root))).toBe('再见 .js\n');
    expect(run(first)).toBe('您好 .js\n');
  });

  it('is compiled once where several are started at the same time', async () => {
    const directories = await Promise.all([compiled(root), compiled(root), compiled(root)]);
    expect(new Set(directories.map(String)).size).toBe(1);
    expect(readdirSync(join(root, 'node_modules/.cache/xuece'))).toHaveLength(1);
  });

  it('is run as it is where nothing can be kept, and where it cannot be compiled', async () => {
    write('node_modules', '');
    expect(await compiled(root)).toBeUndefined();
    rmSync(join(root, 'node_modules'));
    write('src/main.ts', 'const = 1;');
    expect(await compiled(root)).toBeUndefined();
    expect(readdirSync(join(root, 'node_modules/.cache/xuece'))).toEqual([]);
  });

  it('starts after going back to a version that is older than the five newest', async () => {
    const first = await compiled(root);
    for (let version = 1; version < 6; version += 1) {
      const other = join(root, `node_modules/.cache/xuece/${version}`);
      mkdirSync(other);
      utimesSync(other, new Date(), new Date(version * 1000));
    }
    utimesSync(fileURLToPath(first as URL), new Date(0), new Date(0));
    expect(run(await compiled(root))).toBe('您好 .js\n');
  });

  it('keeps no more than the five newest', async () => {
    for (let version = 0; version < 7; version += 1) {
      write('jobs/none.ts', `export const version = ${version};`);
      await compiled(root);
    }
    expect(readdirSync(join(root, 'node_modules/.cache/xuece'))).toHaveLength(5);
  });
});
