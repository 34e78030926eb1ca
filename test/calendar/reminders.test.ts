import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes, beijingTime, formatMoment } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { planReminders, reminderDue } from '../../src/calendar/reminders.ts';
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
    expect(moments(planReminders(sent, beijingTime('2026-03-07', '22:00'), [1440], quiet))).toEqual([
      '3月7日 周六 07:30',
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

  it('calls a class 20 minutes before it starts and looks for the missing 5 minutes after', () => {
    const { before, missing } = sessionReminders(session(), pack.reminders);
    expect([before, missing].map(formatMoment)).toEqual(['3月4日 周三 08:10', '3月4日 周三 08:35']);
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

  it('is none once the deadline has passed', () => {
    expect(due('2026-03-06', '17:30')).toBeUndefined();
  });
});
