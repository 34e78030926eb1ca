import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemePoints } from '../../../src/training/class/scheme-versions.ts';
import {
  changesBetween,
  classSchemeFaults,
  schemeAt,
  schemeWith,
  spreadGivenUp,
} from '../../../src/training/scoring/class-scheme.ts';
import { reversalOf, type ScoreEvent, scoreEvent } from '../../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../../src/training/scoring/score-events.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import type { ScoringScheme } from '../../../src/training/scoring/scoring-scheme.ts';
import { scheme } from '../builders.ts';

/** Everything that can be entered by a scheme: an indicator's step, a mark, a bonus. */
function entriesOf({ indicators, bonusItems }: ScoringScheme) {
  return [
    ...indicators.flatMap(({ id, steps }) => steps.map((step) => ({ item: id, step: step.id, most: undefined }))),
    ...indicators.flatMap((each) =>
      each.mode === 'rate'
        ? each.parts.map((part) => ({ item: each.id, step: part.id, most: part.maxHundredths }))
        : [],
    ),
    ...bonusItems.map(({ id }) => ({ item: id, step: id, most: undefined })),
  ];
}

/** Events of one person in any number and order, some at the same instant, some reversed, some bonuses confirmed. */
function anyLedger(by: ScoringScheme): fc.Arbitrary<ScoreEvent[]> {
  const entry = fc.record({
    what: fc.constantFrom(...entriesOf(by)),
    minute: fc.nat(20),
    session: fc.constantFrom('s1', 's2'),
    marker: fc.constantFrom('m1', 'm2', 'm3'),
    tenths: fc.nat(150),
    fate: fc.constantFrom('stands', 'stands', 'reversed', 'confirmed'),
  });
  return fc.array(entry, { maxLength: 40 }).map((all) =>
    all.flatMap(({ what, minute, session, marker, tenths, fate }, index) => {
      const at = new Date(Date.UTC(2026, 2, 16, 1, minute));
      const mark = what.most === undefined ? {} : { markHundredths: Math.min(tenths * 10, what.most) };
      const made = scoreEvent(
        {
          ...{
            _id: `e${index}`,
            cadreId: 'zhao',
            item: what.item,
            step: what.step,
            reason: '登记',
            source: 'test',
          },
          ...{ authorId: marker, at, sessionId: session, achievementId: `a${index % 3}`, ...mark },
        },
        by,
      );
      if (fate === 'confirmed') return [{ ...made, confirmedBy: 'team' }];
      return fate === 'reversed' ? [made, reversalOf(made, '误记', 'm1', at)] : [made];
    }),
  );
}

/** Points of a class: other maxima that add up to 100, an indicator given up, other steps. */
const anyPoints: fc.Arbitrary<SchemePoints[]> = fc
  .record({
    moved: fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 4 })),
    givenUp: fc.option(fc.constantFrom('forumSharing', 'practiceGrowth', 'groupActivity', 'disciplineConduct'), {
      nil: undefined,
    }),
    late: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ moved: [from, to, by], givenUp, late }) => {
    const [less, more] = [scheme.indicators[from], scheme.indicators[to]];
    if (givenUp !== undefined) {
      const entered = [{ item: givenUp, hundredths: 0 }];
      return [...entered, ...spreadGivenUp(scheme, [], entered)];
    }
    const steps = [{ item: 'attendanceRecord', step: 'late', hundredths: -late * 10 }];
    if (less === undefined || more === undefined || less === more) return steps;
    return [
      { item: less.id, hundredths: less.maxHundredths - by * 100 },
      { item: more.id, hundredths: more.maxHundredths + by * 100 },
      ...steps,
    ];
  });

describe('any ledger', () => {
  it('adds up: the lines to their indicator, the indicators to their board, the boards to the whole, within its limits', () => {
    fc.assert(
      fc.property(
        anyPoints
          .chain((points) => fc.record({ by: fc.constant(schemeWith(scheme, points)), from: fc.constant(points) }))
          .chain(({ by }) => anyLedger(by).map((events) => ({ by, events }))),
        ({ by, events }) => {
          const score = scoreOf(events, by);
          for (const each of score.indicators) {
            const counted = each.lines.reduce((sum, { countedHundredths }) => sum + countedHundredths, 0);
            expect(each.startHundredths + counted).toBe(each.pointsHundredths);
            expect(each.pointsHundredths).toBeGreaterThanOrEqual(0);
            expect(each.pointsHundredths).toBeLessThanOrEqual(each.maxHundredths);
          }
          for (const { board, pointsHundredths } of score.boards) {
            const own = score.indicators.filter((each) => each.board === board);
            expect(own.reduce((sum, each) => sum + each.pointsHundredths, 0)).toBe(pointsHundredths);
          }
          expect(score.boards.reduce((sum, each) => sum + each.pointsHundredths, 0)).toBe(score.regularHundredths);
          expect(score.regularHundredths).toBeLessThanOrEqual(10_000);
          expect(score.totalHundredths).toBe(score.regularHundredths + score.bonusHundredths);
        },
      ),
    );
  });

  it('gives the same hundredth when it is rebuilt from its rows, whatever order they come in and however often', () => {
    fc.assert(
      fc.property(
        anyLedger(scheme).chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.shuffledSubarray(events),
          ),
        ),
        ([events, shuffled, again]) => {
          const rebuilt = [...shuffled, ...again].map((event) => scoreEventRow('2026-01', event));
          expect(scoreOf(rebuilt, scheme)).toMatchObject(scoreOf(events, scheme));
        },
      ),
    );
  });
});

describe('any scheme of a class', () => {
  it('that is not refused has its four boards, ten indicators, 100 points and every veto', () => {
    const vetoes = ({ indicators }: ScoringScheme) =>
      indicators.flatMap(({ steps }) => steps.flatMap(({ veto }) => veto ?? []));
    fc.assert(
      fc.property(anyPoints, (points) => {
        fc.pre(classSchemeFaults(scheme, points).length === 0);
        const own = schemeWith(scheme, points);
        expect(own.boards).toEqual(scheme.boards);
        expect(own.indicators.map(({ id }) => id)).toEqual(scheme.indicators.map(({ id }) => id));
        expect(own.indicators.reduce((sum, { maxHundredths }) => sum + maxHundredths, 0)).toBe(10_000);
        expect(vetoes(own)).toEqual(vetoes(scheme));
        for (const each of own.indicators)
          if (each.mode === 'rate')
            expect(each.parts.reduce((sum, { maxHundredths }) => sum + maxHundredths, 0)).toBe(each.maxHundredths);
      }),
    );
  });

  it('gives every indicator that may be given up to its board, whole', () => {
    for (const { id, board, maxHundredths } of scheme.indicators.filter((each) => each.id !== 'attendanceRecord')) {
      const entered = [{ item: id, hundredths: 0 }];
      const points = [...entered, ...spreadGivenUp(scheme, [], entered)];
      expect(classSchemeFaults(scheme, points), id).toEqual([]);
      const gained = changesBetween(scheme, schemeWith(scheme, points)).filter(
        ({ item, step }) => item !== id && step === undefined,
      );
      expect(gained.reduce((sum, each) => sum + each.toHundredths - each.fromHundredths, 0)).toBe(maxHundredths);
      for (const { item } of gained) expect(scheme.indicators.find((each) => each.id === item)?.board).toBe(board);
    }
  });

  it('changes nothing in what it does not name, and an entry keeps what it gave', () => {
    fc.assert(
      fc.property(anyPoints, anyLedger(scheme), (points, events) => {
        fc.pre(classSchemeFaults(scheme, points).length === 0);
        const changed = new Set(changesBetween(scheme, schemeWith(scheme, points)).map(({ item }) => item));
        const [before, after] = [scoreOf(events, scheme), scoreOf(events, schemeWith(scheme, points))];
        for (const each of after.indicators) {
          if (!changed.has(each.item)) expect(each).toEqual(before.indicators.find(({ item }) => item === each.item));
          for (const { event } of each.lines) expect(events).toContainEqual(event);
        }
        expect(after.bonusHundredths).toBe(before.bonusHundredths);
      }),
    );
  });

  it('holds from its instant until the next: before it the former one', () => {
    const [first, second, third] = [0, 5, 10].map((late) =>
      schemeWith(scheme, [{ item: 'attendanceRecord', step: 'late', hundredths: -late * 10 }]),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('three schemes');
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 16, 1, minute));
    const rules = {
      scoring: third,
      earlierSchemes: [
        { untilAt: at(10), scoring: first },
        { untilAt: at(20), scoring: second },
      ],
    };
    expect([0, 9, 10, 19, 20, 59].map((minute) => schemeAt(rules, at(minute)))).toEqual([
      first,
      first,
      second,
      second,
      third,
      third,
    ]);
  });
});
