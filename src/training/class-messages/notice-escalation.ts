import { beijingDateOf, beijingTime, formatClock } from '../../calendar/beijing-time.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { UnitTree } from '../../county/unit-tree.ts';
import type { NoticeRules } from './notice-rules.ts';

/** Who is told of those who did not answer a notice by its deadline: first the liaison of their unit, then its head. */
const ESCALATION_STEPS = ['liaison', 'head'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];

/** When a step is due: so many working days after the deadline, at the same time of day. */
export function escalationAt(answerBy: Date, step: EscalationStep, rules: NoticeRules['escalation']): Date {
  const days = step === 'liaison' ? rules.liaisonWorkingDays : rules.headWorkingDays;
  return beijingTime(addWorkingDays(beijingDateOf(answerBy), days), formatClock(answerBy));
}

/** For how long a step that was missed is made up for. */
const usefulMs = 3 * 24 * 3600_000;

/** The step that is due now: after an outage the last one alone. */
export function stepDue(answerBy: Date, now: Date, rules: NoticeRules['escalation']): EscalationStep | undefined {
  return ESCALATION_STEPS.findLast((step) => {
    const since = now.getTime() - escalationAt(answerBy, step, rules).getTime();
    return since >= 0 && since < usefulMs;
  });
}

/**
 * Who is told of whom: for each liaison or head everyone of their units in one list. Nobody is told of themselves: then it is the next unit
 * above; who sent the notice is told otherwise.
 */
export function toldOf<Person extends { cadreId: string; unitId: string }>(
  step: EscalationStep,
  missing: readonly Person[],
  tree: UnitTree,
  senderId: string,
): Map<string, Person[]> {
  const told = new Map<string, Person[]>();
  for (const person of missing) {
    const officers = tree.upward(person.unitId).map((unit) => (step === 'liaison' ? unit.liaisonId : unit.headId));
    const officer = officers.find((id) => id !== undefined && id !== person.cadreId);
    if (officer !== undefined && officer !== senderId) told.set(officer, [...(told.get(officer) ?? []), person]);
  }
  return told;
}
