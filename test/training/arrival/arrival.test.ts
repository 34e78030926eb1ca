import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArrivalFacts,
  arrivalInWords,
  arrivalTotals,
  readArrival,
} from '../../../src/training/arrival/arrival.ts';

describe('short words about an arrival', () => {
  it('say room, seat, meals, lodging and plate in any order', () => {
    expect(readArrival('房间302 座位A5 不住宿 清真 车牌川a·12345')).toEqual({
      set: { room: '302', seat: 'A5', lodging: 'home', meals: 'halal', plate: '川A12345' },
    });
    expect(readArrival('车牌号：川A12345，座位 B7')).toEqual({ set: { plate: '川A12345', seat: 'B7' } });
    expect(readArrival('不开车')).toEqual({ set: { plate: '无' } });
  });

  it('say whether somebody is there', () => {
    expect(readArrival('未报到')).toEqual({ set: {}, arrived: false });
    expect(readArrival('已报到 房间302')).toEqual({ set: { room: '302' }, arrived: true });
  });

  it('are refused whole when one of them is not known', () => {
    expect(() => readArrival('房间302 靠窗')).toThrow(expect.objectContaining({ code: 'arrival.unreadable' }));
    expect(() => readArrival('  ')).toThrow(expect.objectContaining({ code: 'arrival.unreadable' }));
  });

  it('read back what they were written from', () => {
    const facts: fc.Arbitrary<ArrivalFacts> = fc.record({
      lodging: fc.constantFrom('stays' as const, 'home' as const),
      meals: fc.constantFrom('usual' as const, 'halal' as const, 'none' as const),
      plate: fc.constantFrom('川A12345', '川AD12345', '无'),
      ...{ room: fc.stringMatching(/^[1-9]\d{0,3}$/), seat: fc.stringMatching(/^[A-Z]\d{1,2}$/) },
    });
    fc.assert(
      fc.property(facts, (each) => {
        expect(readArrival(arrivalInWords(each))).toEqual({ set: each });
      }),
    );
  });
});

describe('the figures of those who come', () => {
  it('count everybody once, and those who said nothing apart', () => {
    const people = [
      { facts: { lodging: 'stays', meals: 'halal', plate: '川A12345' }, hasArrived: true },
      { facts: { lodging: 'home', meals: 'none', plate: '无' }, hasArrived: false },
      { facts: { room: '302' }, hasArrived: false },
    ] as const;
    const figures = { people: 3, arrived: 1, stays: 1, meals: 1, halal: 1, cars: 1, unknown: 1 };
    expect(arrivalTotals(people)).toEqual(figures);
  });
});
