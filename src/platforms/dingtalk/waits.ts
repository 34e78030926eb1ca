import { setTimeout as pause } from 'node:timers/promises';
import type { Wait } from './stream-connection.ts';

/** Waits by the system's clock. */
export async function systemWait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    // Only the signal ends a wait early.
  }
}

/** Waits that nothing ends early. Each has a signal of its own: many at once on one signal would look like forgotten listeners to Node. */
export function toTheEnd(wait: Wait): (ms: number) => Promise<void> {
  return (ms) => wait(ms, new AbortController().signal);
}
