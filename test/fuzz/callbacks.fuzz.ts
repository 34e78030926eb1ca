import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPrototypes } from './checks.ts';
import { countOf, fuzzCases, fuzzSeed, heapBytes, shares, watchUnhandled } from './fuzzing.ts';
import { Receivers } from './receiving.ts';

/** What may be left in the heap after a whole run: caches with a bound (used timestamps, reply addresses) lie below. */
const mostLeftBytes = 8 * 1024 * 1024;

const unhandled = watchUnhandled();
beforeAll(() => {
  process.stdout.write(`FUZZ_SEED=${fuzzSeed} FUZZ_CASES=${fuzzCases}\n`);
});
afterAll(() => unhandled.stop());

describe('bad input', () => {
  it('leaves every adapter standing and the memory flat', async () => {
    const receivers = new Receivers();
    const most = countOf(1 - shares.sockets - shares.frames - shares.texts);
    await receivers.callbacks(Math.min(most, 5_000));
    await receivers.frames(Math.min(countOf(shares.frames), 1_000));
    const before = heapBytes();
    await receivers.callbacks(most);
    await receivers.frames(countOf(shares.frames));
    const grownBytes = heapBytes() - before;
    process.stdout.write(`${JSON.stringify(Object.fromEntries(receivers.counted))}, heap ${grownBytes} bytes more\n`);
    expect(grownBytes).toBeLessThan(mostLeftBytes);
    checkPrototypes();
    expect(unhandled.seen).toEqual([]);
  });
});
