import { fact, press } from '../../chat/press.ts';

// A trainee's own result.
export const readResult = press('result.read', 'own', { classId: fact.text });
export const explainResult = press('result.explain', 'own', { classId: fact.text });

// The results of one class as sent to the head of the unit.
export const acknowledgeFeedback = press('feedback.acknowledge', 'own', { classId: fact.text, unitId: fact.text });
