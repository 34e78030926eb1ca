import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { lessonsToRate, ratingOf } from '../../../src/training/satisfaction/lesson-rating.ts';

const { satisfaction: rules } = defaultRulePack();
const lesson = {
  ...{ _id: 's1', method: 'lecture' as const },
  ...{ startsAt: beijingTime('2026-03-16', '08:30'), endsAt: beijingTime('2026-03-16', '11:30') },
};
const at = (dateOn: string, clock: string) => beijingTime(dateOn, clock);
const may = (now: Date, wasThere = true, more: object = {}) => ratingOf({ ...lesson, ...more }, wasThere, rules, now);

describe('a lesson is rated', () => {
  it('from its end on for 24 hours, by those who were there', () => {
    expect(may(at('2026-03-16', '11:29'))).toEqual({ may: false, reason: '这一课3月16日 周一 11:30结束后才能评价。' });
    expect(may(at('2026-03-16', '11:30'))).toEqual({ may: true });
    expect(may(at('2026-03-17', '11:29'))).toEqual({ may: true });
    expect(may(at('2026-03-17', '11:30'))).toEqual({ may: false, reason: '这一课的评价已于3月17日 周二 11:30截止。' });
    expect(may(at('2026-03-16', '12:00'), false)).toMatchObject({
      may: false,
      reason: expect.stringContaining('到课记录'),
    });
  });

  it('unless it is one of those that are not rated, once by each, the earliest first', () => {
    const now = at('2026-03-16', '18:00');
    expect(may(now, true, { method: 'opening' })).toMatchObject({ may: false });
    const later = { ...lesson, _id: 's0', startsAt: at('2026-03-16', '14:30'), endsAt: at('2026-03-16', '17:30') };
    const of = (rated: string[]) =>
      lessonsToRate([later, lesson], { attended: new Set(['s0', 's1']), rated: new Set(rated) }, rules, now);
    expect(of([]).map(({ _id }) => _id)).toEqual(['s1', 's0']);
    expect(of(['s1']).map(({ _id }) => _id)).toEqual(['s0']);
  });
});
