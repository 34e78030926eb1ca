import { fact, press } from '../../chat/press.ts';

// A register as a document and as a sheet: one's own, or another's for those who may read it.
export const sendRegister = press('register.document', 'own', { cadreId: fact.text });
export const sendRegisterSheet = press('register.sheet', 'own', { cadreId: fact.text });

/** The sheet for the personnel file, by the county's template. */
export const sendFileSheet = press('register.file-sheet', 'own', { cadreId: fact.text });

// One's own certificates.
export const sendCompletion = press('register.completion', 'own', { classId: fact.text });
export const sendHours = press('register.hours', 'own', { year: fact.text });
