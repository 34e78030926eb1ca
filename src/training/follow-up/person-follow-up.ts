import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { ActionPlanRow, ActionPlanStore } from './action-plans.ts';
import type { FollowUpRow, FollowUpStore } from './follow-ups.ts';

/** One class of somebody. */
export interface PersonFollowUp {
  trainingClass: ClassRow;
  plan?: ActionPlanRow;
  /** Rounds that have begun, the first one first. */
  rows: readonly FollowUpRow[];
}

export interface PersonFollowUpStores {
  classes: Pick<ClassStore, 'byId'>;
  actionPlans: ActionPlanStore;
  followUps: FollowUpStore;
}

/** The classes of somebody that are followed or were, the one that ended last first; rounds ahead are left out. */
export async function personFollowUps(
  { classes, actionPlans, followUps }: PersonFollowUpStores,
  cadreId: string,
  todayOn: string,
): Promise<PersonFollowUp[]> {
  const [plans, all] = await Promise.all([actionPlans.ofCadre(cadreId), followUps.ofCadre(cadreId)]);
  const rows = all.filter(({ dueOn }) => dueOn <= todayOn).sort((a, b) => a.months - b.months);
  const ids = [...new Set([...plans, ...rows].map(({ classId }) => classId))];
  const found = await Promise.all(
    ids.map(async (classId): Promise<PersonFollowUp[]> => {
      const trainingClass = await classes.byId(classId);
      if (trainingClass === null || trainingClass.state === 'withdrawn') return [];
      const plan = plans.find((each) => each.classId === classId);
      return [{ trainingClass, rows: rows.filter((row) => row.classId === classId), ...(plan && { plan }) }];
    }),
  );
  return found.flat().sort((a, b) => (a.trainingClass.closesOn < b.trainingClass.closesOn ? 1 : -1));
}
