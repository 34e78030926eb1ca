import type { Store } from '../../src/stores.ts';
import type { PlannedClass } from '../../src/training/annual-plan/plan-item.ts';
import type { PlanItemRow, PlanState } from '../../src/training/annual-plan/plan-items.ts';
import { worldStartsAt } from './world.ts';

const plannedClass: PlannedClass = {
  ...{ year: '2026', theme: '基层治理专题培训班', topicTags: ['基层治理'], rankLevels: ['townshipDeputy'] },
  ...{ people: 40, month: 10, days: 3, unitId: 'u-fin', classKind: 'topicClass', feeClass: 'classThree' },
  ...{ yuanPerPersonDay: 400, need: '提升基层治理能力' },
};

/** An item of the plan, filed by somebody and in this state. */
export async function planItem(
  store: Store,
  facts: Partial<PlannedClass> & { state?: PlanState; filedBy?: string } = {},
): Promise<PlanItemRow> {
  const { state = 'filed', filedBy = 'liaison-fin', ...rest } = facts;
  const update = `test:plan:${(await store.planItems.ofYear(rest.year ?? '2026')).length}`;
  const step = { act: 'file', by: filedBy, byUpdate: update, at: worldStartsAt, to: state } as const;
  return store.planItems.create({ ...plannedClass, ...rest, filing: update, byUpdate: `${update}:0` }, step);
}
