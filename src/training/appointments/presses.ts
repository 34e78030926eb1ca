import { fact, press } from '../../chat/press.ts';

const words = { words: fact.text };
/** What is asked of people, in plain words. */
export const askQuery = press('appointment.query', 'own', words);
/** The same chosen in drop-downs. */
export const chooseQuery = press('appointment.choose', 'own');
export const sendQuery = press('appointment.sheet', 'own', words);

export const sendAppraisal = press('appraisal.sheet', 'own', { year: fact.text, unitId: fact.text });

export const sendHonours = press('honour.sheet', 'own', { year: fact.text });
export const undoHonour = press('honour.undo', 'correctable', { honour: fact.text, at: fact.text });
