import { createHash } from 'node:crypto';

/** Nothing that failed waits longer for its next attempt, in milliseconds. */
export const longestWaitMs = 12 * 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: 2 s doubled per attempt, at most 10 minutes, spread by ±20 %
 * so that many failures do not come back together. The spread depends on the key alone, so a repeat gives the same answer.
 *
 * @param attempts - attempts made so far, 1 or more
 */
export function backoffMs(attempts: number, key: string): number {
  const base = Math.min(2_000 * 2 ** (Math.max(1, attempts) - 1), 600_000);
  const share = createHash('sha256').update(`${key}:${attempts}`).digest().readUInt16BE(0) / 0xffff;
  return Math.round(base * (0.8 + 0.4 * share));
}
