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

/** A store that ends each batch when it is told to. */
class SlowDisk {
  readonly batches: string[][] = [];
  readonly #ends: (() => void)[] = [];
  #told: () => void = () => undefined;

  add(rows: readonly ReceiptRow[]): Promise<Set<number>> {
    this.batches.push(rows.map((row) => row._id));
    this.#told();
    return new Promise((resolve) => this.#ends.push(() => resolve(new Set())));
  }

  /** Resolves once so many batches have come. */
  async asked(count: number): Promise<void> {
    while (this.batches.length < count)
      await new Promise<void>((resolve) => {
        this.#told = resolve;
      });
  }

  /** Ends the oldest. */
  end(): void {
    this.#ends.shift()?.();
  }
}

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
    const disk = new SlowDisk();
    const inbox = new Inbox(disk, clock, () => undefined, 30_000);
    const first = inbox.add(said('first', 'li'));
    await disk.asked(1);
    const second = inbox.add(said('second', 'li'));
    const other = inbox.add(said('other', 'wang'));
    await disk.asked(2);
    expect(disk.batches).toEqual([['first'], ['other']]);
    disk.end();
    disk.end();
    expect(await Promise.all([first, other])).toEqual(['stored', 'stored']);
    await disk.asked(3);
    expect(disk.batches).toEqual([['first'], ['other'], ['second']]);
    disk.end();
    expect(await second).toBe('stored');
  });

  it('waits a moment for as many as came together before, so that they share a flush again', async () => {
    const disk = new SlowDisk();
    const inbox = new Inbox(disk, clock, () => undefined, 30_000);
    const all = ['a', 'b', 'c'].map((id) => inbox.add(said(id, id)));
    await disk.asked(1);
    disk.end();
    await Promise.all(all);
    const one = inbox.add(said('d', 'd'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(disk.batches).toEqual([['a', 'b', 'c']]);
    const others = ['e', 'f'].map((id) => inbox.add(said(id, id)));
    await disk.asked(2);
    disk.end();
    await Promise.all([one, ...others]);
    expect(disk.batches).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  it('has nobody who comes alone wait for company twice', async () => {
    const disk = new SlowDisk();
    const inbox = new Inbox(disk, clock, () => undefined, 30_000);
    const all = ['a', 'b'].map((id) => inbox.add(said(id, id)));
    await disk.asked(1);
    disk.end();
    await Promise.all(all);
    const alone = inbox.add(said('c'));
    await disk.asked(2);
    disk.end();
    await alone;
    void inbox.add(said('d'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(disk.batches).toEqual([['a', 'b'], ['c'], ['d']]);
    disk.end();
  });

  it('has a later update due no earlier than the one before it when the clock is set back in between', async () => {
    const rows: ReceiptRow[] = [];
    const add = async (batch: readonly ReceiptRow[]) => {
      rows.push(...batch);
      return new Set<number>();
    };
    const setBack = new ManualClock(clock.now());
    const inbox = new Inbox({ add }, setBack, () => undefined);
    await inbox.add(said('a'));
    setBack.advanceMs(-2_000);
    await inbox.add(said('b'));
    setBack.advanceMs(-600_000);
    await inbox.add(said('c'));
    expect(rows.map(({ dueAt }) => clock.now().getTime() - dueAt.getTime())).toEqual([0, 0, 602_000]);
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
