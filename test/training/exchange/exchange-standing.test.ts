import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../../src/county/cadres.ts';
import { UnitTree } from '../../../src/county/unit-tree.ts';
import {
  checkPeriod,
  logStanding,
  phaseOn,
  pointsTyped,
  sharesOf,
  stateAfter,
} from '../../../src/training/exchange/exchange-standing.ts';
import { mentorIn } from '../../../src/training/exchange/mentor.ts';
import { pairPerson } from '../../../src/training/exchange/pair-facts.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { smallCounty } from '../../helpers/county.ts';

const rules = defaultRulePack().exchange;
const sides = [
  { cadreId: 'zhao', unitId: 'u-fin', hostUnitId: 'u-town' },
  { cadreId: 'li', unitId: 'u-town', hostUnitId: 'u-fin' },
];
const trainingClass = { name: '中青班', opensOn: '2026-03-16', closesOn: '2026-03-27' };
const refusal = (code: string) => expect.objectContaining({ code });

describe('the state of a pair', () => {
  it('is agreed when both units agree, in whichever order, and refused as long as one speaks against it', () => {
    const someAnswers = fc.array(
      fc.record({ unitId: fc.constantFrom('u-fin', 'u-town'), agrees: fc.boolean(), by: fc.constant('x') }),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const state = stateAfter({ sides }, answers);
        expect(stateAfter({ sides }, [...answers].reverse())).toBe(state);
        if (answers.some(({ agrees }) => !agrees)) expect(state).toBe('refused');
        else expect(state).toBe(new Set(answers.map(({ unitId }) => unitId)).size === 2 ? 'agreed' : 'asked');
      }),
    );
  });

  it('follows the days once it is agreed', () => {
    const pair = { state: 'agreed', fromOn: '2026-04-07', toOn: '2026-06-05' } as const;
    const on = ['2026-04-06', '2026-04-07', '2026-06-05', '2026-06-06'];
    expect(on.map((day) => phaseOn(pair, day))).toEqual(['coming', 'running', 'running', 'over']);
    expect(phaseOn({ ...pair, state: 'cancelled' }, '2026-05-01')).toBe('cancelled');
  });
});

describe('the period of an exchange', () => {
  const check = (fromOn: string, toOn: string, of?: typeof trainingClass) => () =>
    checkPeriod({ fromOn, toOn }, of, '2026-03-02', rules);

  it('is 5 to 20 working days within a class', () => {
    expect(check('2026-03-16', '2026-03-20', trainingClass)).not.toThrow();
    expect(check('2026-03-16', '2026-03-19', trainingClass)).toThrow(refusal('exchange.bad-days'));
    expect(check('2026-03-23', '2026-03-30', trainingClass)).toThrow(refusal('exchange.outside-class'));
    const long = { ...trainingClass, closesOn: '2026-05-29' };
    expect(check('2026-03-16', '2026-04-20', long)).toThrow(refusal('exchange.bad-days'));
  });

  it('is one to three months outside a class, and not in the past', () => {
    expect(check('2026-04-07', '2026-05-06')).not.toThrow();
    expect(check('2026-04-07', '2026-07-07')).not.toThrow();
    expect(check('2026-04-07', '2026-05-05')).toThrow(refusal('exchange.bad-months'));
    expect(check('2026-04-07', '2026-07-08')).toThrow(refusal('exchange.bad-months'));
    expect(check('2026-03-01', '2026-04-30')).toThrow(refusal('exchange.past'));
    expect(check('2026-05-07', '2026-04-30')).toThrow(refusal('date.backwards'));
  });
});

describe('the log of an exchange', () => {
  const pair = { fromOn: '2026-03-16', toOn: '2026-03-20', ratings: [] };
  const day = (dateOn: string) => ({ cadreId: 'zhao', kind: 'day' as const, dateOn, words: '走访' });

  it('has a line due on each working day until now', () => {
    const notes = [day('2026-03-16'), day('2026-03-18'), { ...day('2026-03-17'), cadreId: 'li' }];
    expect(logStanding(pair, notes, 'zhao', '2026-03-18')).toMatchObject({ dueDays: 3, days: 2 });
    expect(logStanding(pair, notes, 'zhao', '2026-03-15')).toMatchObject({ dueDays: 0, days: 0 });
    expect(logStanding(pair, notes, 'zhao', '2026-04-01')).toMatchObject({ dueDays: 5, days: 2 });
  });

  it('is worth no more than its part, whatever was written', () => {
    const someNotes = fc.array(
      fc.record({
        cadreId: fc.constantFrom('zhao', 'li'),
        kind: fc.constantFrom('day', 'week', 'summary', 'visit'),
        dateOn: fc.integer({ min: -3, max: 9 }).map((days) => addDays('2026-03-16', days)),
        words: fc.string({ maxLength: 3000 }),
      }),
      { maxLength: 10 },
    );
    const somePoints = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(someNotes, somePoints, (notes, points) => {
        const ratings = [{ cadreId: 'zhao', points, by: 'x', byUpdate: 'u', at: new Date(0) }];
        const once = notes.filter(
          (note, at) => notes.findIndex((other) => other.dateOn === note.dateOn && other.kind === note.kind) === at,
        );
        const shares = sharesOf({ ...pair, ratings }, once, 'zhao', rules);
        for (const share of Object.values(shares)) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1000);
        }
        expect(sharesOf(pair, once, 'zhao', rules).hostRating).toBeUndefined();
      }),
    );
  });
});

describe('typed points of the host', () => {
  it('are five whole numbers up to the most of each item', () => {
    expect(pointsTyped('18 19、20，17 18', rules)).toEqual([18, 19, 20, 17, 18]);
    for (const typed of ['18 19 20 17', '18 19 20 17 21', '18 19 20 17 -1', '18.5 19 20 17 18', '好'])
      expect(() => pointsTyped(typed, rules)).toThrow(refusal('exchange.bad-points'));
  });
});

describe('what the base says of grass-roots work', () => {
  const { units, cadres } = smallCounty('wecom');
  const tree = new UnitTree([
    ...units.map(({ id, ...unit }) => ({ _id: id, ...unit })),
    { _id: 'u-town', name: '新城镇', kind: 'town', size: 40 },
  ]);
  const person = (more: Partial<CadreRow>): CadreRow => {
    const [found] = cadres;
    if (found === undefined) throw new Error('the county has people');
    const { id: _id, ...rest } = found;
    return { _id, ...rest, ...more };
  };

  it('counts months in towns once, however many posts were held', () => {
    const post = { unitId: 'u-town', unitName: '新城镇', post: '干事' };
    const cadre = person({
      ...{ unitId: 'u-town', inPostSince: '2024-03', grassrootsExperience: true },
      otherPosts: [
        { ...post, fromOn: '2020-03', untilOn: '2022-03' },
        { ...post, fromOn: '2021-03', untilOn: '2023-03' },
        { ...post, unitId: 'u-fin', unitName: '县财政局', fromOn: '2015-03', untilOn: '2020-03' },
      ],
    });
    expect(pairPerson(cadre, tree, '2026-03-02')).toMatchObject({ isInTown: true, grassrootsMonths: 60 });
  });

  it('knows nobody as without it who has the mark of it', () => {
    expect(pairPerson(person({ grassrootsExperience: true }), tree, '2026-03-02').knowsGrassroots).toBe(true);
    expect(pairPerson(person({ grassrootsExperience: false }), tree, '2026-03-02').knowsGrassroots).toBe(false);
  });
});

it('the mentor who is proposed is of the leadership team, the head last, and never one of those who change places', () => {
  const people = [
    { _id: 'head', leadershipTeam: true },
    { _id: 'deputy', leadershipTeam: true },
    { _id: 'staff', leadershipTeam: false },
  ];
  const none = { people, headId: 'head', guided: new Map<string, number>(), away: new Set<string>() };
  expect(mentorIn(none)).toBe('deputy');
  expect(mentorIn({ ...none, away: new Set(['deputy']) })).toBe('head');
  expect(mentorIn({ ...none, away: new Set(['deputy', 'head']) })).toBeUndefined();
});
