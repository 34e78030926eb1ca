import { fact, press } from '../../chat/press.ts';

// The preview of a filing, which is the update that showed it; what was shown is kept as a file, named by its SHA-256.
const filing = { file: fact.text, filing: fact.text };
export const filePlan = press('plan.file', 'correctable', filing);
export const dropFiling = press('plan.drop-filing', 'own', filing);

// What is decided together: those of one filing, or all that wait. `basis`: what they were like when they were shown.
export const approvePlans = press('plan.approve-all', 'final', { filing: fact.text.optional(), basis: fact.text });
export const showPlans = press('plan.review-each', 'own', { filing: fact.text.optional() });
export const sendWaitingPlans = press('plan.waiting-sheet', 'own', { filing: fact.text.optional() });

/** What the organisation department decides about one item. */
const PLAN_VERDICTS = ['approve', 'return', 'refuse'] as const;
export type PlanVerdict = (typeof PLAN_VERDICTS)[number];
const decision = { item: fact.text, verdict: fact.oneOf(PLAN_VERDICTS), basis: fact.text };
export const approvePlan = press('plan.approve', 'correctable', { item: fact.text, basis: fact.text });
export const askPlanReason = press('plan.ask-reason', 'own', decision);
export const givePlanReason = press('plan.give-reason', 'correctable', decision);

/** A class is made of an item; its days and its teacher are asked. */
export const openPlannedClass = press('plan.open-class', 'own', { item: fact.text });
export const givePlannedDays = press('plan.give-days', 'own', { item: fact.text });

/** What may be taken back right after it was done. */
const UNDONE_PLAN_ACTS = ['file', 'change', 'withdraw', 'review', 'merge'] as const;
export type UndonePlanAct = (typeof UNDONE_PLAN_ACTS)[number];
export const undoPlan = press('plan.undo', 'final', {
  update: fact.text,
  act: fact.oneOf(UNDONE_PLAN_ACTS),
  at: fact.text,
});

// Two items that could be one class. `basis`: what they were like when they were shown.
const pair = { one: fact.text, other: fact.text, basis: fact.text };
export const confirmMerge = press('plan.merge', 'final', pair);
export const keepApart = press('plan.keep-apart', 'own', pair);

// The preview of confirming a year's plan. `basis`: what it consisted of when it was shown.
const yearPlan = { year: fact.text, basis: fact.text };
export const confirmPlan = press('plan.confirm', 'final', yearPlan);
export const keepPlanOpen = press('plan.keep-open', 'own', yearPlan);

export const explainPlan = press('plan.explain', 'own', { item: fact.text });
export const sendExecution = press('plan.execution-sheet', 'own', { year: fact.text });
export const sendPlanDocument = press('plan.document', 'own', { year: fact.text });
export const sendPlanSheet = press('plan.sheet', 'own', { year: fact.text });
