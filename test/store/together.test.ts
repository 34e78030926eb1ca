import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Together } from '../../src/store/together.ts';

/** Turns of the event loop, for everything that can go on by itself. */
async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('what is asked for together', () => {
  it('in one turn is done at once, and each is answered for itself', async () => {
    const done: (readonly number[])[] = [];
    const together = new Together<number, number>(async (asked) => {
      done.push(asked);
      return asked.map((each) => (each === 3 ? { error: new Error('three') } : { answer: each * 10 }));
    });
    const answers = await Promise.allSettled([1, 2, 3].map((each) => together.ask(each)));
    expect(answers).toMatchObject([{ value: 10 }, { value: 20 }, { reason: new Error('three') }]);
    expect(await together.ask(4)).toBe(40);
    expect(done).toEqual([[1, 2, 3], [4]]);
  });

  it('fails for each when all of it fails, and for nobody who asks later', async () => {
    let isDown = true;
    const together = new Together<number, number>(async (asked) => {
      if (isDown) throw new Error('down');
      return asked.map((answer) => ({ answer }));
    });
    const failed = await Promise.allSettled([together.ask(1), together.ask(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await together.ask(3)).toBe(3);
  });
});

describe('what comes while others are being answered, where that pays', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  function slow() {
    const done: (readonly number[])[] = [];
    const ends: (() => void)[] = [];
    const together = new Together<number, number>(async (asked) => {
      done.push(asked);
      await new Promise<void>((resolve) => ends.push(resolve));
      return asked.map((answer) => ({ answer }));
    }, 5);
    return { done, ends, together };
  }

  it('is done together as soon as those are answered', async () => {
    const { done, ends, together } = slow();
    void together.ask(1);
    await turns();
    void together.ask(2);
    await turns();
    void together.ask(3);
    await turns();
    expect(done).toEqual([[1]]);
    ends[0]?.();
    await turns();
    expect(done).toEqual([[1], [2, 3]]);
  });

  it('does not wait for them longer than 5 ms', async () => {
    const { done, together } = slow();
    void together.ask(1);
    await turns();
    void together.ask(2);
    await turns();
    vi.advanceTimersByTime(4);
    await turns();
    expect(done).toEqual([[1]]);
    vi.advanceTimersByTime(1);
    await turns();
    expect(done).toEqual([[1], [2]]);
  });
});
