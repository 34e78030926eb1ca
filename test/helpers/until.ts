import { vi } from 'vitest';

/** Waits until the condition holds, however busy the machine is; the limit only ends what would never come. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 120_000, interval: 5 });
}
