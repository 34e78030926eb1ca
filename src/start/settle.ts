import type { Clock } from '../clock.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Store } from '../stores.ts';
import type { App } from './app.ts';

/** A running bot, with the emulated vendors if there are any. */
interface Settling {
  app: App;
  store: Store;
  emulator?: Emulator;
}

/** A clock that can be put forward. */
export interface MovableClock extends Clock {
  moveTo(time: Date): void | Promise<void>;
}

/** How far the clock may be moved forward to send what our own rate limits hold back. */
const mostWaitMs = 2_000;

/**
 * Answers every callback, handles every update and delivers every message that is due now. Messages that our own rate limits delay by a
 * moment count as due too: the clock is moved forward to when they may be sent.
 */
export async function settle({ app, store, emulator }: Settling, clock: MovableClock): Promise<void> {
  for (;;) {
    await emulator?.pump();
    const done = await app.settle();
    await emulator?.pump();
    if (done > 0 && (await store.receipts.open()) > 0) continue;
    const waiting = await Promise.all([store.deliveries.nextDueAt('wecom'), store.deliveries.nextDueAt('dingtalk')]);
    const next = waiting.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())[0];
    const now = clock.now();
    // What is overdue and still unsent cannot be sent now, e.g. because the vendor refuses the account.
    if (next === undefined || next <= now || next.getTime() > now.getTime() + mostWaitMs) return;
    await clock.moveTo(next);
  }
}
