import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { gradingWaitsUntilOn, objectionable } from '../../../src/training/objections/objection-rules.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { ATTENDANCE_AUTHOR } from '../../../src/training/scoring/attendance-events.ts';
import { reversalOf, type ScoreEvent } from '../../../src/training/scoring/score-event.ts';

const pack = defaultRulePack();
const { scoring } = pack;
const grading = { ...pack.grading, digestWeekdays: [1] };
/** Entered on a Friday and told on Monday; two working days later is Wednesday. */
const event = (more: Partial<ScoreEvent> = {}): ScoreEvent => ({
  ...{ _id: 'e1', cadreId: 'c1', item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 },
  ...{ reason: '学习笔记', source: 'test', authorId: 'teacher', at: beijingTime('2026-03-20', '20:00') },
  ...more,
});
const ids = (events: readonly ScoreEvent[], todayOn: string, objected: readonly string[] = []) =>
  objectionable(events, new Set(objected), scoring, grading, todayOn).map(({ event: { _id } }) => _id);

describe('what a trainee may object to', () => {
  it('is each event for two working days after the morning on which it was told', () => {
    expect(objectionable([event()], new Set(), scoring, grading, '2026-03-20')[0]?.untilOn).toBe('2026-03-25');
    expect([ids([event()], '2026-03-25'), ids([event()], '2026-03-26')]).toEqual([['e1'], []]);
  });

  it('is nothing that was objected to, taken back, or does not count yet', () => {
    expect(ids([event()], '2026-03-20', ['e1'])).toEqual([]);
    const byJob = reversalOf(event(), '已补假', ATTENDANCE_AUTHOR, event().at);
    expect(ids([event(), byJob], '2026-03-20')).toEqual([]);
    expect(ids([event({ item: 'praise', step: 'praise', achievementId: 'a' })], '2026-03-20')).toEqual([]);
  });

  it('is that somebody took points back, and no more once that was taken back', () => {
    const reversal = reversalOf(event(), '误记', 'teacher', event().at);
    expect(ids([event(), reversal], '2026-03-20')).toEqual(['reversal:e1']);
    expect(ids([event(), reversal], '2026-03-20', ['e1'])).toEqual([]);
    const restored = reversalOf(reversal, '异议成立', 'team', event().at);
    expect(ids([event(), reversal, restored], '2026-03-20', ['reversal:e1'])).toEqual(['e1']);
  });

  it('never depends on the order in which events arrive', () => {
    const events = ['2026-03-17', '2026-03-18', '2026-03-19', '2026-03-20'].map((on, index) =>
      event({ _id: `e${index}`, at: beijingTime(on, '10:00') }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 4 }), (shuffled) => {
        expect(ids(shuffled, '2026-03-20')).toEqual(ids(events, '2026-03-20'));
      }),
    );
  });
});

it('grading waits for the last day of the period where the rules say so, and not where they do not', () => {
  const waiting = { ...grading, gradeAfterObjectionPeriod: true };
  expect(gradingWaitsUntilOn([event()], waiting, '2026-03-23')).toBe('2026-03-25');
  expect(gradingWaitsUntilOn([event()], waiting, '2026-03-26')).toBeUndefined();
  expect(gradingWaitsUntilOn([event()], grading, '2026-03-23')).toBeUndefined();
});
