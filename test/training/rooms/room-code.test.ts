import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeWindow,
  isRoomCode,
  roomCodes,
  roomsOfCode,
  secondsToNextCode,
} from '../../../src/training/rooms/room-code.ts';

const digest = (about: string) => createHmac('sha256', 'a key of tests').update(about).digest();
const times = { codeSeconds: 20, codeGraceSeconds: 20 };
const start = Date.UTC(2026, 2, 16, 0, 30);
const at = (seconds: number) => new Date(start + seconds * 1000);
const rooms = ['main', '1', '2'];
const shownAt = (seconds: number, room = 'main', session = 's1') =>
  roomCodes(digest, session, rooms, codeWindow(at(seconds), times)).get(room) ?? '';

describe('the code that a room shows', () => {
  it('has four digits, and no two rooms of a session have the same at the same time', () => {
    const some = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(some, fc.nat(), (names, window) => {
        const found = [...roomCodes(digest, 's1', names, window).values()];
        expect(found.every(isRoomCode)).toBe(true);
        // `0001` would be the number of a button.
        expect(found.every((code) => Number(code) >= 1000)).toBe(true);
        expect(new Set(found).size).toBe(names.length);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order of the rooms', () => {
    expect(roomCodes(digest, 's1', [...rooms].reverse(), 7)).toEqual(roomCodes(digest, 's1', rooms, 7));
  });

  it('is taken while it is shown and as long as a message needs, and not after that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), fc.constantFrom(...rooms), (second, room) => {
        const code = shownAt(second, room);
        const taken = (seconds: number) => roomsOfCode(digest, 's1', rooms, { code, at: at(seconds), times });
        expect(taken(second)).toContain(room);
        expect(taken(19)).toContain(room);
        expect(taken(39)).toContain(room);
        expect(taken(40).includes(room) && shownAt(40, room) !== code && shownAt(20, room) !== code).toBe(false);
      }),
    );
  });

  it('a shorter grace ends in the middle of the next code', () => {
    const code = shownAt(0);
    const short = { codeSeconds: 20, codeGraceSeconds: 5 };
    const taken = (seconds: number) => roomsOfCode(digest, 's1', rooms, { code, at: at(seconds), times: short });
    expect([taken(24), taken(25)]).toEqual([['main'], []]);
  });

  it('is that of one session alone', () => {
    const other = roomsOfCode(digest, 's2', rooms, { code: shownAt(0), at: at(0), times });
    expect(other).toEqual([]);
  });

  it('says how long it is still shown', () => {
    expect([secondsToNextCode(at(0), times), secondsToNextCode(at(19.5), times)]).toEqual([20, 1]);
  });
});
