import { defaultRulePack } from '../training/rule-pack.ts';
import { dropQuality, importQuality } from '../training/self-assessment/presses.ts';
import { qualityFileWords } from '../training/self-assessment/quality-file-words.ts';
import { assessYear } from '../training/self-assessment/self-assessment.ts';
import { selfAssessmentWords } from '../training/self-assessment/words.ts';
import { figureWords } from '../training/statistics/figure-words.ts';
import { now } from './facts.ts';
import { type Section, section } from './section.ts';

const { indicators } = defaultRulePack().selfAssessment;
const teachers = indicators.find(({ id }) => id === 'teachers') ?? indicators[0];
const sent = { file: 'f'.repeat(64), form: 'xlsx' as const, year: '2026' };
const buttons = { confirm: importQuality.with({ ...sent, basis: '0'.repeat(12) }), drop: dropQuality.with(sent) };
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
        section('src/training/self-assessment/quality-file-words.ts', qualityFileWords, {
          preview: ['u1', '2026', [{ indicator: teachers, value: 13, note: '编制内在岗', before: 12 }], buttons],
          bad: [[{ row: 3, column: 'C', header: '数值', message: '应填数值，单位名，最多两位小数', value: '很多' }]],
          nothing: ['2026'],
          entered: ['2026', 3],
        }),
        section('src/training/self-assessment/words.ts', selfAssessmentWords, {
          card: ['2026', all],
          sheet: ['2026', all],
          evidence: ['2026', all],
          entered: ['2026', teachers, 12],
          takenBack: ['2026', teachers],
        }),
      ];
