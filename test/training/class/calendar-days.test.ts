import { describe, expect, it } from 'vitest';
import { calendarDays, isSameEntry } from '../../../src/training/class/calendar-days.ts';
import { standardCurriculum } from '../../../src/training/class/standard-curriculum.ts';

const sessions = standardCurriculum('2026-03-16').map((session) => ({
  ...session,
  _id: session.sessionId,
  classId: '2026-01',
}));
const days = calendarDays({ name: '中青班' }, sessions, ['qian', 'zhao'], '2026-03-17');

describe('the days of a class as entries of a calendar', () => {
  it('are one each, from the first lesson to the end of the last, from today on', () => {
    expect([...days.keys()][0]).toBe('2026-03-17');
    const entry = days.get('2026-03-17');
    const ofDay = sessions.filter(({ dateOn }) => dateOn === '2026-03-17');
    expect(entry?.startsAt).toEqual(ofDay[0]?.startsAt);
    expect(entry?.endsAt).toEqual(ofDay.at(-1)?.endsAt);
    expect(entry?.description.split('\n')).toHaveLength(ofDay.length);
  });

  it('are none for nobody', () => {
    expect(calendarDays({ name: '中青班' }, sessions, [], '2026-03-16').size).toBe(0);
  });

  it('show the same whoever is named first', () => {
    const other = calendarDays({ name: '中青班' }, sessions, ['zhao', 'qian'], '2026-03-17');
    expect(isSameEntry(days.get('2026-03-17'), other.get('2026-03-17'))).toBe(true);
    expect(isSameEntry(days.get('2026-03-17'), days.get('2026-03-18'))).toBe(false);
  });
});
