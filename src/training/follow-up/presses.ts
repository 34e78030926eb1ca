import { fact, press } from '../../chat/press.ts';

// One's own action plan; `first`: a goal that was sent alone and waits for the next.
const ofClass = { classId: fact.text };
export const writeGoals = press('follow-up.write-goals', 'own', ofClass);
export const giveGoals = press('follow-up.goals', 'own', { ...ofClass, first: fact.text.optional() });
export const writeProgress = press('follow-up.write-progress', 'own', ofClass);
export const giveProgress = press('follow-up.progress', 'own', ofClass);

// The head of a unit stands behind the plans of its people in a class; `upTo`: when the last of those on the card was written, in milliseconds.
const asShown = { ...ofClass, upTo: fact.text };
export const confirmPlans = press('follow-up.confirm-plans', 'correctable', asShown);
export const askPlanWords = press('follow-up.ask-plan-words', 'own', asShown);
export const givePlanWords = press('follow-up.plan-words', 'correctable', asShown);
export const undoPlans = press('follow-up.undo-plans', 'correctable', {
  ...ofClass,
  update: fact.text,
  at: fact.text,
});

// Points for somebody, item by item on one card; `points`: those given so far, joined by `-`, and `-` alone to begin item by item.
const ofPerson = { ...ofClass, months: fact.number, cadreId: fact.text };
export const scorePerson = press('follow-up.score', 'correctable', { ...ofPerson, points: fact.text });
export const giveExample = press('follow-up.example', 'correctable', { ...ofPerson, points: fact.text });

export const sendDrawing = press('follow-up.drawing-sheet', 'own', { ...ofClass, months: fact.number });
export const undoCheck = press('follow-up.undo-check', 'correctable', {
  ...ofPerson,
  update: fact.text,
  at: fact.text,
});

export const sendFollowUp = press('follow-up.sheet', 'own', ofClass);
export const showClassChange = press('follow-up.class-picture', 'own', ofClass);
/** What is known of somebody else. */
export const sendPersonFollowUp = press('follow-up.person-sheet', 'own', { cadreId: fact.text });
export const showOwnChange = press('follow-up.picture', 'own', { cadreId: fact.text });

export const sendFrontLine = press('front-line.sheet', 'own', { year: fact.text });
export const undoFrontLine = press('front-line.undo', 'correctable', { frontLine: fact.text, at: fact.text });
