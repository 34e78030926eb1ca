import type { Emulator } from './emulator.ts';

const MOST_MS = 10_000;

/**
 * Resolves once no callback is in flight and nothing has changed on any screen for `quietMs`, after 10 s in any case. A bot works
 * by itself; from outside one can only wait until it has nothing more to say.
 */
export async function untilQuiet(
  emulator: Pick<Emulator, 'idle' | 'pump' | 'subscribe'>,
  quietMs: number,
): Promise<void> {
  const giveUpAt = performance.now() + MOST_MS;
  let changedAt = performance.now();
  const stop = emulator.subscribe(() => {
    changedAt = performance.now();
  });
  try {
    await emulator.pump();
    for (;;) {
      await emulator.idle();
      const now = performance.now();
      const waitMs = changedAt + quietMs - now;
      if (waitMs <= 0 || now >= giveUpAt) return;
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
    }
  } finally {
    stop();
  }
}
