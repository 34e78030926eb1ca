import type { AnsweredWith } from '../../../src/training/needs-survey/written-answer.ts';

const units = ['县财政局', '县农业农村局'];

/** What answers are read with on 2 March 2026, in a county of two units. */
export const known: AnsweredWith = {
  todayOn: '2026-03-02',
  unitCalled: (typed) => units.find((name) => name === typed.trim()),
};
