import { defaultRulePack } from '../training/rule-pack.ts';
import { assessYear } from '../training/self-assessment/self-assessment.ts';
import { selfAssessmentWords } from '../training/self-assessment/words.ts';
import { figureWords } from '../training/statistics/figure-words.ts';
import { now } from './facts.ts';
import { type Section, section } from './section.ts';

const { indicators } = defaultRulePack().selfAssessment;
const teachers = indicators.find(({ id }) => id === 'teachers') ?? indicators[0];
const entry = {
  indicator: 'teachers',
  value: 12,
  note: '编制内在岗',
  by: 'c9',
  byName: '李四',
  byUpdate: 'u1',
  enteredAt: now,
};
const figure = {
  ...{ key: 'satisfaction' as const, ...figureWords.satisfaction, value: 78.5 },
  rows: { columns: [{ header: '授课人', width: 12 }], rows: [['王教授']], namesPeople: false },
};
const all = assessYear(indicators, [figure], new Map([['teachers', entry]]));

/** The school's self-assessment. */
export const selfAssessmentSections: readonly Section[] =
  teachers === undefined
    ? []
    : [
        section('src/training/self-assessment/words.ts', selfAssessmentWords, {
          card: ['2026', all],
          sheet: ['2026', all],
          evidence: ['2026', all],
          entered: ['2026', teachers, 12],
          takenBack: ['2026', teachers],
        }),
      ];
