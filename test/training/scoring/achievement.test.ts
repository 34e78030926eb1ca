import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { alikeBonuses } from '../../../src/training/scoring/achievement.ts';
import { reversalOf, type ScoreEvent } from '../../../src/training/scoring/score-event.ts';
import { cutEvents, scoreOf } from '../../../src/training/scoring/scoring.ts';

const { scoring: scheme } = defaultRulePack();
const at = beijingTime('2026-03-20', '10:00');

function bonus(_id: string, item: string, reason: string, more: Partial<ScoreEvent> = {}): ScoreEvent {
  const deltaHundredths = scheme.bonusItems.find(({ id }) => id === item)?.deltaHundredths ?? 0;
  return {
    ...{ _id, cadreId: 'zhao', item, step: item, deltaHundredths, reason, source: 'test', authorId: 'teacher', at },
    ...{ achievementId: `zhao:${reason}`, confirmedBy: 'team', ...more },
  };
}
const alike = (one: ScoreEvent, ...others: ScoreEvent[]) =>
  alikeBonuses(one, [one, ...others], scheme).map(({ _id }) => _id);

describe('bonuses that may be for one achievement', () => {
  const report = bonus('a', 'reportTown', '《乡村振兴调研报告》被良洞镇采用');

  it('are those of the same person, of the item or another level of it, described alike', () => {
    expect(alike(bonus('b', 'reportCounty', '乡村振兴调研报告被县委办采用'), report)).toEqual(['a']);
    expect(alike(bonus('b', 'reportCounty', '防汛工作经验材料'), report)).toEqual([]);
    expect(alike(bonus('b', 'praise', '乡村振兴调研报告'), report)).toEqual([]);
    expect(alike(bonus('b', 'reportCounty', '乡村振兴调研报告', { cadreId: 'qian' }), report)).toEqual([]);
  });

  it('are none that were taken back', () => {
    expect(alike(bonus('b', 'reportTown', '乡村振兴调研报告'), report, reversalOf(report, '误记', 'team', at))).toEqual(
      [],
    );
  });

  it('are always a thing between two: whoever is like another is one whom the other is like', () => {
    const words = fc.string({ unit: fc.constantFrom(...'乡村振兴调研报告防汛县镇') });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [a, b] = [bonus('a', 'reportTown', one), bonus('b', 'reportCity', other)];
        expect(alike(a, b).length).toBe(alike(b, a).length);
      }),
    );
  });

  it('count once where somebody can have them only once in a class, whatever is written', () => {
    const office = [bonus('a', 'monitorServed', '担任班长'), bonus('b', 'monitorServed', '兼任支部书记，履职良好')];
    expect(scoreOf(office, scheme).bonusHundredths).toBe(300);
    expect(alike(office[1] as ScoreEvent, office[0] as ScoreEvent)).toEqual(['a']);
  });
});

it('an entry beyond the most of its indicator or session is told with the reason', () => {
  const asked = (_id: string, sessionId: string): ScoreEvent => ({
    ...{ _id, cadreId: 'zhao', item: 'classInteraction', step: 'outstanding', deltaHundredths: 200 },
    ...{ reason: '提问', source: 'test', authorId: 'teacher', at, sessionId },
  });
  const before = [asked('1', 's1'), asked('2', 's2'), asked('3', 's3'), asked('4', 's4'), asked('5', 's5')];
  expect(cutEvents([asked('6', 's6')], before, scheme)).toMatchObject([{ note: '已达限额，不再加分' }]);
  expect(cutEvents([asked('6', 's1')], before.slice(0, 1), scheme)).toMatchObject([{ note: '已达限额，实际加1分' }]);
  expect(cutEvents(before, before, scheme)).toEqual([]);
});
