import { fact, press } from '../../chat/press.ts';

// The self-assessment of a year as a sheet, and what each number of it rests on as another.
const ofYear = { year: fact.text };
export const sendAssessment = press('self-assessment.sheet', 'own', ofYear);
export const sendEvidence = press('self-assessment.evidence', 'own', ofYear);
