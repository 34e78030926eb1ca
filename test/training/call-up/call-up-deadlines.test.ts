import { describe, expect, it } from 'vitest';
import { beijingTime, formatMoment } from '../../../src/calendar/beijing-time.ts';
import {
  callUpDeadlines,
  openingReminderAt,
  placeLostFromOn,
  substituteAnswerBy,
  substituteUntilOn,
} from '../../../src/training/call-up/call-up-deadlines.ts';
import { pack } from '../builders.ts';

const issued = beijingTime('2026-03-03', '10:00');

describe('the deadlines of a call-up', () => {
  it('takes answers for three working days and reminds a day before the opening', () => {
    const deadlines = callUpDeadlines(issued, '2026-03-16', pack.callUp);
    expect(formatMoment(deadlines.answerBy)).toBe('3月6日 周五 17:30');
    expect(formatMoment(openingReminderAt('2026-03-16', pack.callUp))).toBe('3月13日 周五 09:00');
    expect(formatMoment(openingReminderAt('2026-10-08', pack.callUp))).toBe('9月30日 周三 09:00');
    expect(formatMoment(openingReminderAt('2026-03-18', pack.callUp))).toBe('3月17日 周二 09:00');
    expect(deadlines.note).toBeUndefined();
  });

  it('closes substitution two working days before the opening and gives the place away after three days', () => {
    expect(substituteUntilOn('2026-03-16', pack.callUp)).toBe('2026-03-12');
    expect(placeLostFromOn('2026-03-16', pack.callUp)).toBe('2026-03-19');
  });

  it('lets a substitute answer as long as anybody, while another could be named, and for a working day at least', () => {
    const until = (issuedOn: string) =>
      formatMoment(substituteAnswerBy(beijingTime(issuedOn, '16:00'), '2026-03-16', pack.callUp));
    expect(until('2026-03-04')).toBe('3月9日 周一 17:30');
    expect(until('2026-03-09')).toBe('3月12日 周四 17:30');
    expect(until('2026-03-11')).toBe('3月12日 周四 17:30');
    expect(until('2026-03-12')).toBe('3月13日 周五 17:30');
  });

  it('allows exactly seven working days of notice and refuses six', () => {
    expect(() => callUpDeadlines(issued, '2026-03-12', pack.callUp)).not.toThrow();
    expect(() => callUpDeadlines(issued, '2026-03-11', pack.callUp)).toThrow(
      expect.objectContaining({
        code: 'call-up.too-late',
        facts: { noticeWorkingDays: 7, left: 6, earliest: '2026年3月12日' },
      }),
    );
  });

  it('does not count Spring Festival as notice', () => {
    const before = beijingTime('2026-02-12', '10:00');
    expect(() => callUpDeadlines(before, '2026-02-27', pack.callUp)).toThrow(
      expect.objectContaining({ code: 'call-up.too-late' }),
    );
    expect(() => callUpDeadlines(before, '2026-03-02', pack.callUp)).not.toThrow();
  });

  it('says so when it had to guess the holidays', () => {
    expect(callUpDeadlines(beijingTime('2089-12-20', '10:00'), '2090-01-20', pack.callUp).note).toContain(
      '2090年放假安排尚未收录',
    );
  });
});
