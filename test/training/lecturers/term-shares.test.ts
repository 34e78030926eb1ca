import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { Session, TeachingMethod } from '../../../src/training/class/session.ts';
import type { Lecturer } from '../../../src/training/lecturers/lecturer.ts';
import { termBefore, termOf, termShares } from '../../../src/training/lecturers/term-shares.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().faculty;
const term = { name: '2026年春季学期', fromOn: '2026-02-01', toOn: '2026-07-31' };
const leader: Lecturer = {
  ...{ name: '李四', unit: '县政府', post: '副县长', kind: 'leader', rank: '', tags: [], courses: [], proposer: '' },
  ...{
    approvedBy: '',
    feeClass: '',
    validFromOn: '2026-01-01',
    validToOn: '2027-12-31',
    state: 'active',
    stateReason: '',
  },
};

function lesson(dateOn: string, lecturer: string, method: TeachingMethod = 'lecture'): Session {
  return {
    ...{ sessionId: dateOn, title: '导论', method, dateOn, lecturer, place: '', countsInRatio: true },
    ...{ startsAt: beijingTime(dateOn, '08:30'), endsAt: beijingTime(dateOn, '11:30') },
    parts: [{ type: 'partyTheory', minutes: 180 }],
  };
}
const taught = (id: string, ...sessions: Session[]) => ({ trainingClass: { _id: id, name: `${id}班` }, sessions });

describe('a term', () => {
  it('is the one in which a day lies, also over the turn of the year', () => {
    expect(termOf('2026-03-02', rules)).toEqual(term);
    expect(termOf('2026-01-15', rules)?.name).toBe('2025年秋季学期');
    expect(termOf('2026-08-01', rules)?.name).toBe('2026年秋季学期');
    expect(termBefore(term, rules)?.name).toBe('2025年秋季学期');
  });
});

describe('the shares of a term', () => {
  const five = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];

  it('are met exactly: one lesson of five by a leading cadre is 20 %', () => {
    const sessions = five.map((dateOn, index) => lesson(dateOn, index === 0 ? '李四（副县长）' : '张三'));
    const shares = termShares([taught('2026-01', ...sessions)], term, [leader], '2026-03-01', rules);
    expect(shares.leaders).toMatchObject({ minutes: 180, ofMinutes: 900, met: true, repairs: [] });
    expect(shares.unknownLecturers).toBe(4);
  });

  it('fall short by so much, with the classes whose lessons are still to come', () => {
    const classes = [
      taught('2026-01', ...five.map((dateOn) => lesson(dateOn, '张三'))),
      taught('2026-02', lesson('2026-05-04', '张三'), lesson('2026-05-05', '张三', 'seminar')),
    ];
    const { leaders, interactive } = termShares(classes, term, [leader], '2026-04-01', rules);
    expect(leaders).toMatchObject({ met: false, shortMinutes: 252, repairs: [{ classId: '2026-02', minutes: 360 }] });
    expect(leaders.sentence).toContain('占主体班次21小时的0%，要求不低于20%，尚缺4小时12分');
    expect(interactive).toMatchObject({
      minutes: 180,
      shortMinutes: 198,
      repairs: [{ classId: '2026-02', minutes: 180 }],
    });
  });

  it('leave out lessons of other terms and those that do not count', () => {
    const other = lesson('2026-09-01', '张三');
    const opening = { ...lesson('2026-03-02', '张三', 'opening'), countsInRatio: false };
    const shares = termShares([taught('2026-01', other, opening)], term, [leader], '2026-03-01', rules);
    expect(shares.leaders).toMatchObject({ ofMinutes: 0, met: false });
  });
});
