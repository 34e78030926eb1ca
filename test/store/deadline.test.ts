import { describe, expect, it, vi } from 'vitest';
import { guarded, withDeadline } from '../../src/store/deadline.ts';

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
