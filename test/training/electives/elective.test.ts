import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleError } from '../../../src/errors.ts';
import {
  accept,
  admit,
  askToLeave,
  type Choice,
  cancel,
  checkSeats,
  choose,
  type Elective,
  freeSeats,
  giveSeats,
  holdsSeat,
  leave,
  placeOf,
  remove,
  stands,
  stay,
} from '../../../src/training/electives/elective.ts';

const minutes = (count: number) => new Date(Date.UTC(2026, 2, 2) + count * 60_000);
const closesAt = minutes(10_000);
const person = (cadreId: string) => ({ cadreId, unitId: 'u-fin', name: cadreId });
const by = (at: number) => ({ at: minutes(at), byUpdate: `u${at}` });
const anyUnit = () => undefined;
const empty: Elective = { seats: 2, closesAt, state: 'open', choices: [] };
function steps(elective: Elective, ...acts: ((present: Elective) => Choice[])[]): Elective {
  let present = elective;
  for (const act of acts) present = Object.assign({}, present, { choices: act(present) });
  return present;
}
const states = ({ choices }: Elective) => choices.map(({ cadreId, state }) => `${cadreId} ${state}`);
const full = steps(
  empty,
  (one) => choose(one, person('a'), by(1), anyUnit),
  (one) => choose(one, person('b'), by(2), anyUnit),
);
const queued = steps(
  full,
  (one) => choose(one, person('c'), by(3), anyUnit),
  (one) => choose(one, person('d'), by(4), anyUnit),
);

describe('choosing a class', () => {
  it('gives seats in the order of choosing, then places on the waiting list', () => {
    expect(states(queued)).toEqual(['a seated', 'b seated', 'c waiting', 'd waiting']);
    expect([placeOf(queued.choices, 'c'), placeOf(queued.choices, 'd'), placeOf(queued.choices, 'a')]).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it('offers a seat that became free to whoever waits longest, and nobody who comes later takes it', () => {
    const left = steps(queued, (one) => leave(one, 'a', by(5)));
    expect(states(steps(left, (one) => choose(one, person('e'), by(6), anyUnit))).at(-1)).toBe('e waiting');
    const offered = steps(left, (one) => giveSeats(one, by(7), minutes(100), anyUnit));
    expect(states(offered)).toEqual(['a left', 'b seated', 'c offered', 'd waiting']);
    expect(states(steps(offered, (one) => accept(one, 'c', by(8))))).toContain('c seated');
  });

  it('puts a seat nobody took to the next, and who let it lapse may choose anew as the last', () => {
    const lapsed = steps(
      queued,
      (one) => leave(one, 'a', by(5)),
      (one) => giveSeats(one, by(6), minutes(100), anyUnit),
      (one) => giveSeats(one, by(100), minutes(200), anyUnit),
    );
    expect(states(lapsed)).toEqual(['a left', 'b seated', 'c lapsed', 'd offered']);
    expect(() => accept(lapsed, 'c', by(101))).toThrow(expect.objectContaining({ code: 'elective.no-offer' }));
    expect(states(steps(lapsed, (one) => choose(one, person('c'), by(102), anyUnit))).at(-1)).toBe('c waiting');
  });

  it('offers a seat to the next whose unit is not full; who was passed over keeps the place and the reason, and is next once the unit has room', () => {
    const units: Record<string, string> = { a: 'x', b: 'y', c: 'x', d: 'x', e: 'y' };
    const of = (cadreId: string) => ({ cadreId, unitId: units[cadreId] ?? '', name: cadreId });
    const twoAtMost = (choices: readonly Choice[], { cadreId, unitId }: Pick<Choice, 'cadreId' | 'unitId'>) => {
      const own = choices.filter((one) => holdsSeat(one) && one.unitId === unitId && one.cadreId !== cadreId);
      return own.length < 2 ? undefined : `${unitId} is full`;
    };
    const waited = ['a', 'b', 'c', 'd', 'e'].reduce(
      (present, who, at) => steps(present, (one) => choose(one, of(who), by(at), twoAtMost)),
      { ...empty },
    );
    expect(states(waited)).toEqual(['a seated', 'b seated', 'c waiting', 'd waiting', 'e waiting']);
    const more = { ...waited, seats: 4 };
    const given = steps(more, (one) => giveSeats(one, by(6), minutes(100), twoAtMost));
    expect(states(given)).toEqual(['a seated', 'b seated', 'c offered', 'd waiting', 'e offered']);
    expect(given.choices[3]?.moves.at(-1)).toMatchObject({ what: 'passedOver', to: 'waiting', reason: 'x is full' });
    expect(placeOf(given.choices, 'd')).toBe(1);
    expect(giveSeats({ ...given, seats: 5 }, by(7), minutes(100), twoAtMost)).toEqual(given.choices);
    const left = steps(given, (one) => leave(one, 'a', by(8)));
    expect(states(steps(left, (one) => giveSeats(one, by(9), minutes(100), twoAtMost)))[3]).toBe('d offered');
    const open = { ...given, seats: 5 };
    const late = steps(open, (one) => choose(one, { cadreId: 'f', unitId: 'z', name: 'f' }, by(9), twoAtMost));
    expect(states(late).at(-1)).toBe('f seated');
  });

  it('keeps the seat of who asks to leave until it is decided', () => {
    const asked = steps(full, (one) => askToLeave(one, 'a', { ...by(5), reason: '有任务' }));
    expect(freeSeats(asked)).toBe(0);
    expect(states(steps(asked, (one) => stay(one, 'a', 'leavingRefused', by(6))))).toContain('a seated');
    expect(states(steps(asked, (one) => leave(one, 'a', by(6))))).toContain('a left');
    expect(() => stay(full, 'a', 'stayed', by(6))).toThrow(
      expect.objectContaining({ code: 'elective.leaving-decided' }),
    );
  });

  it('refuses who has chosen, who was taken out, and everybody after the deadline; staff may enter these', () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => choose(full, person('a'), by(5), anyUnit)).toThrow(code('elective.chosen-already'));
    const removed = steps(full, (one) => remove(one, 'a', by(5)));
    expect(() => choose(removed, person('a'), by(6), anyUnit)).toThrow(code('elective.removed'));
    expect(() => choose(empty, person('x'), by(10_000), anyUnit)).toThrow(code('elective.closed'));
    expect(states(steps(removed, (one) => admit(one, person('a'), by(10_001))))).toEqual(['b seated', 'a seated']);
    expect(() => admit(full, person('x'), by(5))).toThrow(code('elective.full'));
  });

  it('does not take away seats that are given', () => {
    expect(() => checkSeats(full, 1)).toThrow(expect.objectContaining({ code: 'elective.seats-taken' }));
    expect(() => checkSeats(full, 2)).not.toThrow();
  });
});

const people = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const events = [
  'choose',
  'admit',
  'leave',
  'accept',
  'remove',
  'ask',
  'stay',
  'give',
  'more',
  'fewer',
  'cancel',
] as const;

/** What one event makes of an elective; it stays as it is where the rules refuse it. */
function happen(elective: Elective, event: (typeof events)[number], who: string, at: number): Elective {
  const acts: Record<(typeof events)[number], () => Elective> = {
    choose: () => ({ ...elective, choices: choose(elective, person(who), by(at), anyUnit) }),
    admit: () => ({ ...elective, choices: admit(elective, person(who), by(at)) }),
    leave: () => ({ ...elective, choices: leave(elective, who, by(at)) }),
    accept: () => ({ ...elective, choices: accept(elective, who, by(at)) }),
    remove: () => ({ ...elective, choices: remove(elective, who, by(at)) }),
    ask: () => ({ ...elective, choices: askToLeave(elective, who, { ...by(at), reason: '有任务' }) }),
    stay: () => ({ ...elective, choices: stay(elective, who, 'stayed', by(at)) }),
    give: () => ({ ...elective, choices: giveSeats(elective, by(at), minutes(at + 3), anyUnit) }),
    more: () => ({ ...elective, seats: elective.seats + 1 }),
    fewer: () => {
      checkSeats(elective, elective.seats - 1);
      return { ...elective, seats: elective.seats - 1 };
    },
    cancel: () => ({ ...elective, state: 'cancelled', choices: cancel(elective, by(at)) }),
  };
  try {
    return acts[event]();
  } catch (error) {
    if (error instanceof RuleError) return elective;
    throw error;
  }
}

const course = fc.array(fc.tuple(fc.constantFrom(...events.slice(0, -1)), fc.constantFrom(...people)), {
  maxLength: 60,
});

describe('whatever happens in whatever order', () => {
  it('no more seats are held than there are, nobody stands twice, and who waits stands in the order of choosing', () => {
    fc.assert(
      fc.property(course, (steps) => {
        let elective: Elective = { ...empty };
        for (const [at, [event, who]] of steps.entries()) {
          elective = happen(elective, event, who, at);
          expect(elective.choices.filter(holdsSeat).length).toBeLessThanOrEqual(elective.seats);
          expect(new Set(elective.choices.map(({ cadreId }) => cadreId)).size).toBe(elective.choices.length);
          const since = elective.choices
            .filter(({ state }) => state === 'waiting')
            .map(({ moves }) => moves.findLast(({ what }) => what === 'chose')?.at.getTime() ?? 0);
          expect(since).toEqual([...since].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('after seats are given none is free while somebody waits', () => {
    fc.assert(
      fc.property(course, (steps) => {
        const before = steps.reduce((present, [event, who], at) => happen(present, event, who, at), {
          ...empty,
        } as Elective);
        const given = happen(before, 'give', 'a', steps.length);
        const waits = given.choices.some(({ state }) => state === 'waiting');
        expect(waits && freeSeats(given) > 0).toBe(false);
      }),
    );
  });

  it('nothing stands once it is cancelled', () => {
    fc.assert(
      fc.property(course, (steps) => {
        const before = steps.reduce((present, [event, who], at) => happen(present, event, who, at), {
          ...empty,
        } as Elective);
        expect(happen(before, 'cancel', 'a', 99).choices.some(stands)).toBe(false);
      }),
    );
  });
});
