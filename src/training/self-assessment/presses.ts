import { fact, press } from '../../chat/press.ts';

// The self-assessment of a year as a sheet, and what each number of it rests on as another.
const ofYear = { year: fact.text };
export const sendAssessment = press('self-assessment.sheet', 'own', ofYear);
export const sendEvidence = press('self-assessment.evidence', 'own', ofYear);

// The sheet sent back with what people enter. `file` is kept, `form` its extension.
const sent = { file: fact.text, form: fact.oneOf(['xlsx', 'csv']), ...ofYear };
export const importQuality = press('self-assessment.import', 'correctable', { ...sent, basis: fact.text });
export const dropQuality = press('self-assessment.drop', 'own', sent);
export const undoQuality = press('self-assessment.undo-import', 'correctable', {
  ...{ ...ofYear, update: fact.text, at: fact.text },
});
