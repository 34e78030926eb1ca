import { describe, expect, it } from 'vitest';
import type { Update } from '../../src/chat/update.ts';
import { ManualClock } from '../../src/clock.ts';
import { Inbox, InboxUnavailable } from '../../src/inbox/inbox.ts';
import type { ReceiptRow } from '../../src/inbox/receipt-row.ts';

const clock = new ManualClock(new Date('2026-03-02T01:00:00Z'));
const said = (id: string, userId = 'li'): Update => ({
  kind: 'said',
  id,
  from: { platform: 'wecom', userId },
  at: 0,
  text: '你好',
  where: 'single',
});

describe('taking updates in', () => {
  it('stores updates that arrive together in one batch', async () => {
    const batches: ReceiptRow[][] = [];
    const add = async (rows: readonly ReceiptRow[]) => {
      batches.push([...rows]);
      return new Set<number>();
    };
    const inbox = new Inbox({ add }, clock, () => undefined);
    const results = await Promise.all(['a', 'b', 'c'].map((id) => inbox.add(said(id))));
    expect(results).toEqual(['stored', 'stored', 'stored']);
    expect(batches.map((batch) => batch.map((row) => row._id))).toEqual([['a', 'b', 'c']]);
  });

  it('holds back a second update of somebody whose first is on its way to disk, and nobody else', async () => {
    const batches: string[][] = [];
    const ends: (() => void)[] = [];
    const add = (rows: readonly ReceiptRow[]) => {
      batches.push(rows.map((row) => row._id));
      return new Promise<Set<number>>((resolve) => ends.push(() => resolve(new Set())));
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const inbox = new Inbox({ add }, clock, () => undefined);
    const first = inbox.add(said('first', 'li'));
    await turn();
    const second = inbox.add(said('second', 'li'));
    const other = inbox.add(said('other', 'wang'));
    await turn();
    expect(batches).toEqual([['first'], ['other']]);
    ends[0]?.();
    await first;
    await turn();
    expect(batches).toEqual([['first'], ['other'], ['second']]);
    for (const end of ends) end();
    expect(await Promise.all([second, other])).toEqual(['stored', 'stored']);
  });

  it('tells a repeat from a new update of the same batch', async () => {
    const inbox = new Inbox({ add: async () => new Set([1]) }, clock, () => undefined);
    expect(await Promise.all([inbox.add(said('a')), inbox.add(said('b'))])).toEqual(['stored', 'duplicate']);
  });

  it('puts what has no meaning on the dead-letter list at once', async () => {
    const rows: ReceiptRow[] = [];
    const add = async (batch: readonly ReceiptRow[]) => {
      rows.push(...batch);
      return new Set<number>();
    };
    const from = { platform: 'wecom', userId: '' } as const;
    await new Inbox({ add }, clock, () => undefined).add({ kind: 'set-aside', id: 'n', from, at: 0, why: 'xml' });
    expect(rows).toMatchObject([{ _id: 'n', state: 'dead', error: 'set-aside: xml' }]);
    expect(rows[0]).not.toHaveProperty('openFor');
  });

  it('wakes the worker for new receipts only', async () => {
    let woken = 0;
    const inbox = new Inbox(
      { add: async (rows) => new Set(rows.map((_, position) => position)) },
      clock,
      () => (woken += 1),
    );
    await inbox.add(said('a'));
    expect(woken).toBe(0);
  });

  it('does not promise anything when the store fails', async () => {
    const inbox = new Inbox({ add: () => Promise.reject(new Error('disk full')) }, clock, () => undefined);
    await expect(inbox.add(said('a'))).rejects.toThrow(InboxUnavailable);
  });

  it('does not promise anything when the store hangs', async () => {
    const inbox = new Inbox({ add: () => new Promise(() => undefined) }, clock, () => undefined, 5);
    await expect(inbox.add(said('a'))).rejects.toThrow('the store is slow');
  });

  it('goes on with the next receipts when the store never answered for one', async () => {
    let calls = 0;
    const add = () => {
      calls += 1;
      return calls === 1 ? new Promise<Set<number>>(() => undefined) : Promise.resolve(new Set<number>());
    };
    const inbox = new Inbox({ add }, clock, () => undefined, 20);
    await expect(inbox.add(said('a'))).rejects.toThrow('the store is slow');
    await inbox.add(said('b')).catch(() => undefined);
    expect(await inbox.add(said('c'))).toBe('stored');
  });

  it('refuses more than it can hold instead of growing without bound', async () => {
    const inbox = new Inbox({ add: () => new Promise(() => undefined) }, clock, () => undefined, 50);
    const all = await Promise.allSettled(Array.from({ length: 6_000 }, (_, index) => inbox.add(said(String(index)))));
    const reasons = all.map((each) => (each.status === 'rejected' ? String(each.reason.message) : 'stored'));
    expect(reasons).toContain('too many receipts wait');
  });
});
