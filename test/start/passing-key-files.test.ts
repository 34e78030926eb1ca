import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysInFolder } from '../../src/start/passing-key-files.ts';
import { openValue, sealValue } from '../../src/store/passing-keys.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuece-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const files = () => readdirSync(join(dataDir, 'passing-keys'));

describe('passing keys in the data folder', () => {
  it('stay through a restart, for the owner of the folder alone', () => {
    const sealed = sealValue(keysInFolder(dataDir).make('box:2026-01:1'), { vote: 'a' }, 'box');
    expect(openValue(keysInFolder(dataDir).find('box:2026-01:1'), sealed, 'box')).toEqual({ vote: 'a' });
    expect(keysInFolder(dataDir).names()).toEqual(['box:2026-01:1']);
    const [file = ''] = files();
    expect(file).not.toMatch(/[:/\\]/);
    if (process.platform !== 'win32') expect(statSync(join(dataDir, 'passing-keys', file)).mode & 0o777).toBe(0o600);
  });

  it('are made once', () => {
    const keys = keysInFolder(dataDir);
    expect(keys.make('a').keyId).toBe(keys.make('a').keyId);
    expect(keys.make('b').keyId).not.toBe(keys.make('a').keyId);
  });

  it('are gone once destroyed; one of the same name is another key', () => {
    const keys = keysInFolder(dataDir);
    const sealed = sealValue(keys.make('a'), { vote: 'a' }, 'box');
    keys.destroy('a');
    expect([files(), keys.find('a'), keys.names()]).toEqual([[], undefined, []]);
    expect(openValue(keys.make('a'), sealed, 'box')).toBeUndefined();
  });

  it('that never were are destroyed without a fault', () => {
    const keys = keysInFolder(dataDir);
    keys.destroy('a');
    expect(keys.names()).toEqual([]);
  });

  it('of a damaged file open nothing, and the file stays', () => {
    const keys = keysInFolder(dataDir);
    keys.make('a');
    const path = join(dataDir, 'passing-keys', files()[0] ?? '');
    writeFileSync(path, 'damaged');
    expect(keys.find('a')).toBeUndefined();
    expect(() => keys.make('a')).toThrow('cannot be read');
    expect(readFileSync(path, 'utf8')).toBe('damaged');
  });
});
