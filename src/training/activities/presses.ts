import { fact, press } from '../../chat/press.ts';

const ofActivity = { activity: fact.text };
export const undoActivity = press('activity.undo', 'correctable', { ...ofActivity, update: fact.text, at: fact.text });
/** What was asked for by the word 活动纪要 alone. */
export const giveMinutes = press('activity.minutes', 'own', ofActivity);

// A lesson of one's own, before the class teacher.
export const askLessonDay = press('activity.ask-day', 'own', ofActivity);
export const giveLessonDay = press('activity.admit', 'correctable', ofActivity);
export const askDecline = press('activity.ask-decline', 'own', ofActivity);
export const giveDecline = press('activity.decline', 'correctable', ofActivity);

export const sendActivities = press('activity.list-sheet', 'own', { classId: fact.text });
export const sendActivityCounts = press('activity.counts-sheet', 'own', { year: fact.text });
