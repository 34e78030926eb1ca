import { describe, expect, it, vi } from 'vitest';
import { guarded, longPatienceMs, usualPatienceMs, withDeadline } from '../../src/store/deadline.ts';

class Collection {
  #answer = 41;
  hang = () => new Promise(() => undefined);
  async next() {
    this.#answer += 1;
    return this.#answer;
  }
  async fail() {
    throw new Error('no');
  }
  get size() {
    return this.#answer;
  }
}

describe('a guarded collection', () => {
  it('answers as before', async () => {
    const collection = guarded(new Collection());
    expect(await collection.next()).toBe(42);
    expect(collection.size).toBe(42);
    await expect(collection.fail()).rejects.toThrow('no');
  });

  it('ends a call the driver never ends', async () => {
    vi.useFakeTimers();
    try {
      const hung = expect(guarded(new Collection()).hang()).rejects.toThrow('Collection.hang did not end in 15000 ms');
      await vi.advanceTimersByTimeAsync(15_000);
      await hung;
    } finally {
      vi.useRealTimers();
    }
  });
  it('waits longer while whoever holds its patience says so', async () => {
    vi.useFakeTimers();
    try {
      const patience = { ms: longPatienceMs };
      const collection = guarded(new Collection(), patience);
      const early = expect(collection.hang()).rejects.toThrow('did not end in 600000 ms');
      patience.ms = usualPatienceMs;
      const late = expect(collection.hang()).rejects.toThrow('did not end in 15000 ms');
      await vi.advanceTimersByTimeAsync(15_000);
      await late;
      await vi.advanceTimersByTimeAsync(longPatienceMs);
      await early;
    } finally {
      vi.useRealTimers();
    }
  });
});

it('a deadline leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    expect(await withDeadline(Promise.resolve('done'), 10, 'it')).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
