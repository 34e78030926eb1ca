import type { ManualClock } from '../clock.ts';
import type { Running } from '../start/start.ts';

/** How far the clock may run on by itself while a busy moment flows off under our own rate limits. */
const flowMs = 2_000;

/**
 * Lets everything happen that can happen now: callbacks answered, updates handled, messages delivered. Our own rate limits let a busy
 * moment flow into the next seconds, so the clock may move on a little.
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
    if (next === undefined || next <= now || next.getTime() > now.getTime() + flowMs) return;
    clock.moveTo(next);
  }
}
