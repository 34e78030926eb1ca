import { describe, expect, it } from 'vitest';
import { needsYear, needsYearNamed } from '../../../src/training/needs/needs-year.ts';

const rules = { yearBeginsMonth: 8 };

describe('the year that a gathering of needs is for', () => {
  it('follows from the day: this year’s before the month in which next year’s begins', () => {
    expect([needsYear('2026-07-31', rules), needsYear('2026-08-01', rules)]).toEqual(['2026', '2027']);
  });

  it('is the one its name says, if that is this year or the next', () => {
    expect(needsYearNamed('2027年度培训需求', '2026-03-02', rules)).toBe('2027');
    expect(needsYearNamed('２０２６年度补充申报', '2026-09-01', rules)).toBe('2026');
  });

  it('follows from the day where its name says no year, several, or one long over', () => {
    for (const name of ['年度培训需求', '2026年至2027年培训需求', '2019年度培训需求', '2026号文培训需求'])
      expect(needsYearNamed(name, '2026-03-02', rules), name).toBe('2026');
  });
});
