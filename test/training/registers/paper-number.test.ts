import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NUMBER_BYTES, paperNumber, readPaperNumber } from '../../../src/training/registers/paper-number.ts';

const kinds = fc.constantFrom('completion' as const, 'hours' as const, 'register' as const);
const chance = fc.uint8Array({ minLength: NUMBER_BYTES, maxLength: NUMBER_BYTES });

describe('the number of a paper', () => {
  it('is read as it was written, also without hyphens, in small letters and with full-width ones', () => {
    fc.assert(
      fc.property(kinds, chance, (kind, bytes) => {
        const number = paperNumber(kind, bytes);
        for (const typed of [number, number.replaceAll('-', ''), number.toLowerCase(), number.replaceAll('-', '－')])
          expect(readPaperNumber(typed)).toBe(number);
      }),
    );
  });

  it('has sixteen letters by chance, each as likely as the others', () => {
    const number = (byte: number) => paperNumber('completion', new Uint8Array(NUMBER_BYTES).fill(byte));
    const seen = Array.from({ length: 256 }, (_, byte) => number(byte));
    const times = new Map<string, number>();
    for (const each of seen) times.set(each, (times.get(each) ?? 0) + 1);
    expect([...times.values()]).toEqual(Array.from({ length: 32 }, () => 8));
    expect(seen[0]).toMatch(/^JY(-[2-9A-HJ-NP-Z]{4}){4}$/);
  });

  it('is nothing else', () => {
    for (const typed of [
      '',
      'JY',
      'JY-0000-0000-0000-0000',
      '../etc/passwd',
      'XX-7K3Q-9MTD-XH2P-W4NV',
      `JY-${'A'.repeat(17)}`,
    ])
      expect(readPaperNumber(typed)).toBeUndefined();
  });
});
