import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { mostFileBytes } from '../../src/store/files.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());

describe('files', () => {
  it('of up to 10 MB come back byte by byte under their SHA-256', async () => {
    const bytes = randomBytes(mostFileBytes);
    const kept = await bare.store.files.keep('file', '登记册.xlsx', bytes, clock.now());
    expect(kept).toMatchObject({ kind: 'file', name: '登记册.xlsx' });
    const loaded = await bare.store.files.load(kept.sha256);
    expect(loaded !== null && Buffer.compare(loaded, bytes)).toBe(0);
  });

  it('kept twice are one', async () => {
    const once = await bare.store.files.keep('file', 'a.txt', Buffer.from('same'), clock.now());
    expect(await bare.store.files.keep('file', 'a.txt', Buffer.from('same'), clock.now())).toEqual(once);
  });

  it('that are empty or too large are refused, and unknown ones are not there', async () => {
    await expect(bare.store.files.keep('file', 'a', Buffer.alloc(0), clock.now())).rejects.toThrow(RangeError);
    const large = Buffer.alloc(mostFileBytes + 1);
    await expect(bare.store.files.keep('file', 'a', large, clock.now())).rejects.toThrow(RangeError);
    expect(await bare.store.files.load('0'.repeat(64))).toBeNull();
  });
});
