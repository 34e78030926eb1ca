import type { ManualClock } from '../clock.ts';
import type { Running } from '../start/start.ts';

/** The most the clock is moved on for messages that our own rate limits hold back. */
const mostWaitMs = 2_000;

/**
 * Answers every callback, handles every update and delivers every message that is due now. Messages that our own rate limits hold back for a
 * moment count as due: the clock is moved on to them.
 */
export async function settle({ app, store, emulator }: Running, clock: ManualClock): Promise<void> {
  for (;;) {
    await emulator?.pump();
    const done = await app.settle();
    await emulator?.pump();
    if (done > 0 && (await store.receipts.open()) > 0) continue;
    const waiting = await Promise.all([store.deliveries.nextDueAt('wecom'), store.deliveries.nextDueAt('dingtalk')]);
    const next = waiting.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())[0];
    const now = clock.now();
    // Overdue and still there: nobody may send now, e.g. while the vendor refuses the account.
    if (next === undefined || next <= now || next.getTime() > now.getTime() + mostWaitMs) return;
    clock.moveTo(next);
  }
}
