import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { UsedStamps } from '../../../src/platforms/dingtalk/used-stamps.ts';
import { nowMs } from './setup.ts';

const body = (text: string) => Buffer.from(text);

function start(windowMs = 300_000) {
  const clock = new ManualClock(new Date(nowMs));
  return { clock, stamps: new UsedStamps(clock, windowMs) };
}

describe('timestamps that were used', () => {
  it('are new once; another body comes soon after it for five seconds, and late from then on', () => {
    const { clock, stamps } = start();
    expect(stamps.use(nowMs, body('a'))).toBe('first');
    clock.advanceMs(5_000);
    expect(stamps.use(nowMs, body('b'))).toBe('soon');
    clock.advanceMs(1);
    expect(stamps.use(nowMs, body('c'))).toBe('late');
    expect(stamps.use(nowMs + 1, body('c'))).toBe('first');
  });

  it('may come again with the bodies they came with, however late: the vendor repeats what it could not deliver', () => {
    const { clock, stamps } = start();
    stamps.use(nowMs, body('a'));
    stamps.use(nowMs, body('b'));
    clock.advanceMs(120_000);
    expect(stamps.use(nowMs, body('a'))).toBe('again');
    expect(stamps.use(nowMs, body('b'))).toBe('again');
  });

  it('carry 64 bodies at most, however fast they come', () => {
    const { stamps } = start();
    const uses = Array.from({ length: 65 }, (_, index) => stamps.use(nowMs, body(String(index))));
    expect(uses.filter((use) => use === 'late')).toHaveLength(1);
  });

  it('are late after a clock that was set back as well', () => {
    const { clock, stamps } = start();
    stamps.use(nowMs, body('a'));
    clock.advanceMs(-60_000);
    expect(stamps.use(nowMs, body('b'))).toBe('late');
  });

  it('are forgotten once the window would refuse them, so that memory stays bounded', () => {
    const { clock, stamps } = start(200_000);
    for (let stamp = 0; stamp < 100_000; stamp += 1) stamps.use(nowMs + stamp, body('a'));
    expect(stamps.use(nowMs + 100_000, body('a'))).toBe('soon');
    clock.advanceMs(250_000);
    expect(stamps.use(nowMs + 100_000, body('a'))).toBe('first');
  });
});
