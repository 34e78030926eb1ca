import { afterAll, beforeAll, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { codeBytes } from '../../src/county/page-codes.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const now = new Date('2026-03-02T01:00:00Z');
let bare: BareStore;
beforeAll(async () => {
  bare = await openBareStore(new ManualClock(now));
});
afterAll(() => bare.stop());

it('two codes whose names would be the same are two codes, and the same bytes again make the same one', async () => {
  const { pageCodes } = bare.store;
  const whose = (cadreId: string) => ({ cadreId, platform: 'wecom' as const, userId: cadreId });
  const bytes = (end: number) => Buffer.concat([Buffer.alloc(4, 7), Buffer.alloc(codeBytes - 4, end)]);
  const first = await pageCodes.make(whose('org'), bytes(1), now);
  const second = await pageCodes.make(whose('school'), bytes(2), now);
  expect(await pageCodes.make(whose('school'), bytes(2), now)).toBe(second);
  expect(second.slice(0, 4)).not.toBe(first.slice(0, 4));
  expect((await pageCodes.use(second, now))?.cadreId).toBe('school');
  expect((await pageCodes.use(first, now))?.cadreId).toBe('org');
});
