import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes, beijingDateOf, beijingTime, formatMoment } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { planReminders, reminderDue } from '../../src/calendar/reminders.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { sessionReminders } from '../../src/training/attendance/session-reminders.ts';
import { planNoticeReminders } from '../../src/training/class-messages/notice-reminders.ts';
import { planSurveyReminders } from '../../src/training/needs-survey/survey-reminders.ts';
import { pack, session } from '../training/builders.ts';

const quiet = { from: '21:00', until: '07:30' };
const sent = beijingTime('2026-03-03', '10:00');
const deadline = beijingTime('2026-03-06', '17:30');
const moments = (planned: readonly { at: Date }[]) => planned.map((one) => formatMoment(one.at));

describe('planning reminders', () => {
  it('reminds of a notice a day and four hours before its deadline, earliest first', () => {
    expect(moments(planNoticeReminders(sent, deadline, pack.reminders, quiet))).toEqual([
      '3月5日 周四 17:30',
      '3月6日 周五 13:30',
    ]);
  });

  it('reminds of a survey three days and one day before it closes', () => {
    expect(moments(planSurveyReminders(sent, beijingTime('2026-03-12', '18:00'), pack.reminders, quiet))).toEqual([
      '3月9日 周一 18:00',
      '3月11日 周三 18:00',
    ]);
  });

  it('leaves out what would come before the thing itself, and plans doubles once', () => {
    expect(
      planReminders(beijingTime('2026-03-06', '10:00'), deadline, [1440, 240, 240], quiet).map((one) => one.key),
    ).toEqual(['240m']);
  });

  it('waits for the end of the quiet hours, in the evening and after midnight', () => {
    expect(moments(planReminders(sent, beijingTime('2026-03-06', '22:30'), [60], quiet))).toEqual([
      '3月6日 周五 20:59',
    ]);
    expect(moments(planReminders(sent, beijingTime('2026-03-07', '01:00'), [1440], quiet))).toEqual([
      '3月6日 周五 07:30',
    ]);
    expect(moments(planReminders(sent, beijingTime('2026-03-06', '22:00'), [1440], quiet))).toEqual([
      '3月6日 周五 07:30',
    ]);
  });

  it('goes out before the night when the deadline comes before the morning', () => {
    expect(moments(planReminders(sent, beijingTime('2026-03-07', '07:30'), [240], quiet))).toEqual([
      '3月6日 周五 20:59',
    ]);
  });

  it('follows the hours of the county, at noon too, and keeps its time where there are none', () => {
    const closes = beijingTime('2026-03-06', '17:30');
    const at = (hours: typeof quiet) => moments(planReminders(sent, closes, [240], hours));
    expect(at({ from: '12:30', until: '14:15' })).toEqual(['3月6日 周五 14:15']);
    expect(at({ from: '13:30', until: '13:30' })).toEqual(['3月6日 周五 13:30']);
  });

  it('waits for the next working day over a weekend or a holiday, and goes out before it when the deadline comes first', () => {
    const planned = (day: string, clock: string) =>
      moments(planReminders(beijingTime('2026-09-01', '10:00'), beijingTime(day, clock), [1440, 240], quiet));
    expect(planned('2026-09-14', '17:30')).toEqual(['9月14日 周一 07:30', '9月14日 周一 13:30']);
    expect(planned('2026-09-13', '18:00')).toEqual(['9月11日 周五 18:00', '9月11日 周五 14:00']);
    // 1 to 7 October 2026 are a holiday; Saturday, 10 October is worked for it.
    expect(planned('2026-10-08', '17:30')).toEqual(['10月8日 周四 07:30', '10月8日 周四 13:30']);
    expect(planned('2026-10-05', '12:00')).toEqual(['9月30日 周三 12:00', '9月30日 周三 08:00']);
    expect(planned('2026-10-10', '17:30')).toEqual(['10月9日 周五 17:30', '10月10日 周六 13:30']);
    expect(planned('2026-10-11', '17:30')).toEqual(['10月10日 周六 17:30', '10月10日 周六 13:30']);
  });

  it('is never on a day off, whatever the deadline of the year', () => {
    fc.assert(
      fc.property(fc.nat(365 * 24 * 60), fc.integer({ min: 1, max: 20_000 }), (offset, lead) => {
        const closes = addMinutes(beijingTime('2026-01-01', '00:00'), offset);
        for (const { at } of planReminders(beijingTime('2025-10-09', '00:00'), closes, [lead], quiet)) {
          expect(isWorkingDay(beijingDateOf(at))).toBe(true);
          expect(quietAt(at, quiet)).toBeUndefined();
          expect(at < closes).toBe(true);
        }
      }),
    );
  });

  it('takes the days of a class for days of work', () => {
    const classDays = ['2026-10-03', '2026-10-04'];
    const mayAskOn = (dateOn: string) => isWorkingDay(dateOn) || classDays.includes(dateOn);
    const answerBy = beijingTime('2026-10-04', '18:00');
    const planned = planNoticeReminders(beijingTime('2026-09-30', '09:00'), answerBy, pack.reminders, quiet, mayAskOn);
    expect(moments(planned)).toEqual(['10月3日 周六 18:00', '10月4日 周日 14:00']);
    const now = beijingTime('2026-10-04', '14:11');
    expect(reminderDue(planned, [], answerBy, now, mayAskOn)?.key).toBe('240m');
    expect(reminderDue(planned, [], answerBy, now)).toBeUndefined();
  });

  it('is never in the quiet hours and always before the deadline', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 3000 }), (offset, lead) => {
        const closes = addMinutes(deadline, offset);
        for (const { at } of planReminders(sent, closes, [lead], quiet)) {
          expect(quietAt(at, quiet)).toBeUndefined();
          expect(at < closes && at > sent).toBe(true);
        }
      }),
    );
  });

  it('sends the card of the day half an hour before it starts and looks for the missing 15 minutes after', () => {
    const { before, missing } = sessionReminders(session(), pack.reminders);
    expect([before, missing].map(formatMoment)).toEqual(['3月4日 周三 08:00', '3月4日 周三 08:45']);
  });
});

describe('which reminder is due', () => {
  const planned = planReminders(sent, deadline, [1440, 240], quiet);
  const due = (day: string, clock: string, ...sentKeys: string[]) =>
    reminderDue(planned, sentKeys, deadline, beijingTime(day, clock))?.key;

  it('is none before its time, then the one whose time has come, once', () => {
    expect(due('2026-03-05', '17:29')).toBeUndefined();
    expect(due('2026-03-05', '17:30')).toBe('1440m');
    expect(due('2026-03-05', '18:00', '1440m')).toBeUndefined();
    expect(due('2026-03-06', '13:30', '1440m')).toBe('240m');
  });

  it('is one only, the latest, after a long stop', () => {
    expect(due('2026-03-06', '15:00')).toBe('240m');
    expect(due('2026-03-06', '15:00', '240m')).toBeUndefined();
  });

  it('is none on a day off, also after a long stop', () => {
    const answerBy = beijingTime('2026-10-08', '17:30');
    const missed = planReminders(beijingTime('2026-09-25', '10:00'), answerBy, [14_400], quiet);
    expect(moments(missed)).toEqual(['9月28日 周一 17:30']);
    expect(reminderDue(missed, [], answerBy, beijingTime('2026-10-07', '10:00'))).toBeUndefined();
    expect(reminderDue(missed, [], answerBy, beijingTime('2026-10-08', '08:00'))?.key).toBe('14400m');
  });

  it('is none once the deadline has passed', () => {
    expect(due('2026-03-06', '17:30')).toBeUndefined();
  });
});
