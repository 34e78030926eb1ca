import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/beijing-time.ts';
import { readTypedClock, readTypedDate, readTypedDays } from '../../src/calendar/typed-date.ts';

const TODAY = '2026-03-02';

describe('dates that people type', () => {
  it.each([
    ['今天', '2026-03-02'],
    ['明天', '2026-03-03'],
    ['后天', '2026-03-04'],
    ['昨天', '2026-03-01'],
    ['3月4日', '2026-03-04'],
    ['3月4号', '2026-03-04'],
    ['2026年3月4日', '2026-03-04'],
    ['2026-03-04', '2026-03-04'],
    ['2026/3/4', '2026-03-04'],
    ['2026.3.4', '2026-03-04'],
    ['3.4', '2026-03-04'],
    ['3-4', '2026-03-04'],
    ['３月４日', '2026-03-04'],
    [' 3 月 4 日 ', '2026-03-04'],
  ])('reads %s', (typed, dateOn) => {
    expect(readTypedDate(typed, TODAY)).toBe(dateOn);
  });

  it('takes the nearest year when none is given', () => {
    expect(readTypedDate('1月5日', '2026-12-20')).toBe('2027-01-05');
    expect(readTypedDate('12月20日', '2027-01-05')).toBe('2026-12-20');
    expect(readTypedDate('2月29日', '2027-06-01')).toBe('2028-02-29');
  });

  it.each(['', '三月四日', '13月1日', '2月30日', '2026-02-29', '4', '2026', '明年', '3月', '3.4.5.6', '20260304'])(
    'refuses %s',
    (typed) => {
      expect(() => readTypedDate(typed, TODAY)).toThrow(expect.objectContaining({ code: 'date.unreadable' }));
    },
  );

  it('reads every near day back from month and day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180, max: 180 }), (days) => {
        const dateOn = addDays(TODAY, days);
        const [, month, day] = dateOn.split('-').map(Number);
        expect(readTypedDate(`${month}月${day}日`, TODAY)).toBe(dateOn);
      }),
    );
  });
});

describe('times of day as people type them', () => {
  it('takes one digit or two for the hour, and full-width signs', () => {
    expect(['16:20', '9:05', '１６：２０', ' 00:00 '].map(readTypedClock)).toEqual([
      '16:20',
      '09:05',
      '16:20',
      '00:00',
    ]);
  });

  it.each(['24:00', '16:60', '1620', '下午四点', ''])('refuses “%s”', (text) => {
    expect(() => readTypedClock(text)).toThrow(expect.objectContaining({ code: 'clock.unreadable', facts: { text } }));
  });
});

describe('a weekday', () => {
  it.each([
    ['周三', '2026-03-18'],
    ['本周五', '2026-03-20'],
    ['下周一', '2026-03-23'],
    ['下星期天', '2026-03-29'],
    ['周日', '2026-03-22'],
    ['大后天', '2026-03-20'],
  ])('%s is a day of a week that begins on Monday', (typed, dateOn) => {
    expect(readTypedDate(typed, '2026-03-17')).toBe(dateOn);
  });
});

describe('two days in one word', () => {
  it.each([
    ['12.15-12.17', '2026-12-15', '2026-12-17'],
    ['12月15日至17日', '2026-12-15', '2026-12-17'],
    ['2026-12-30~2027-01-02', '2026-12-30', '2027-01-02'],
    ['12/15-17', '2026-12-15', '2026-12-17'],
    ['12月30日至1月2日', '2026-12-30', '2027-01-02'],
    ['12月30日至2日', '2026-12-30', '2027-01-02'],
    ['15号到17号', '2026-12-15', '2026-12-17'],
    ['下周二至周四', '2026-12-08', '2026-12-10'],
  ])('%s', (typed, fromOn, toOn) => {
    expect(readTypedDays(typed, '2026-12-01')).toEqual([fromOn, toOn]);
  });

  it.each(['12.17-12.15', '12月17日至15日', '12月17日至12月15日', '17号到15', '后天至明天'])(
    '%s ends before it begins, and says so',
    (typed) => {
      expect(() => readTypedDays(typed, '2026-12-01')).toThrow(
        expect.objectContaining({ code: 'date.backwards', facts: { text: typed } }),
      );
    },
  );

  it.each(['3-4', '2026-03-04', '明天', '第1-2节', '12月17日至40日', ''])('%s is none', (typed) => {
    expect(readTypedDays(typed, '2026-12-01')).toBeUndefined();
  });
});
