import { describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { presentEntries } from '../../../src/training/self-assessment/quality-entries.ts';
import { assessYear } from '../../../src/training/self-assessment/self-assessment.ts';
import { selfAssessmentWords } from '../../../src/training/self-assessment/words.ts';
import { figureWords } from '../../../src/training/statistics/figure-words.ts';

const { indicators } = defaultRulePack().selfAssessment;
const by = { note: '', by: 'school', byName: '吴校长', enteredAt: new Date('2026-04-01T02:00:00Z') };
const entered = (indicator: string, byUpdate: string, value?: number) => ({
  ...{ indicator, byUpdate, ...by },
  ...(value !== undefined && { value }),
});
const satisfaction = (value?: number) => ({
  ...{ key: 'satisfaction' as const, ...figureWords.satisfaction },
  ...(value !== undefined && { value }),
});
const standingOf = (id: string, figures: Parameters<typeof assessYear>[1], entries = [entered('teachers', 'u1', 12)]) =>
  assessYear(indicators, figures, presentEntries(entries)).find(({ indicator }) => indicator.id === id)?.standing;

describe('the self-assessment of a year', () => {
  it('meets a standard from its very value on', () => {
    expect(standingOf('satisfaction', [satisfaction(80)])).toBe('met');
    expect(standingOf('satisfaction', [satisfaction(79.99)])).toBe('short');
  });

  it('takes a zero of the records as a value, and a mean of nothing as missing', () => {
    expect(standingOf('mainClasses', [{ key: 'mainClasses', ...figureWords.mainClasses, value: 0 }])).toBe('short');
    expect(standingOf('satisfaction', [satisfaction()])).toBe('missing');
    expect(standingOf('beds', [])).toBe('missing');
  });

  it('takes the last value that was entered, and none after it was taken back', () => {
    const all = [entered('teachers', 'u1', 12), entered('teachers', 'u2', 13)];
    expect(presentEntries(all).get('teachers')?.value).toBe(13);
    expect(standingOf('teachers', [], [...all, entered('teachers', 'u3')])).toBe('missing');
  });

  it('lists no row that names people as evidence', () => {
    const figure = {
      ...{ key: 'trainees' as const, ...figureWords.trainees, value: 1 },
      rows: { columns: [{ header: '姓名', width: 10 }], rows: [['赵一']], namesPeople: true },
    };
    const all = assessYear(indicators, [figure], new Map());
    expect(JSON.stringify(selfAssessmentWords.evidence('2026', all))).not.toContain('赵一');
    expect(JSON.stringify(selfAssessmentWords.sheet('2026', all))).toContain('名单用“/统计”查看');
  });
});
