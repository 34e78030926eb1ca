import { addDays, beijingTime } from '../calendar/beijing-time.ts';
import type { UnitRecord } from '../county/cadre.ts';
import type { ActionPlanRow } from '../training/follow-up/action-plans.ts';
import { roundsAfter } from '../training/follow-up/follow-up-days.ts';
import type { FollowUpRules } from '../training/follow-up/follow-up-rules.ts';
import { type FollowUpEntry, type FollowUpRow, followUpId } from '../training/follow-up/follow-ups.ts';
import { asPoints, itemsFor } from '../training/follow-up/points.ts';
import type { RecentClass } from './recent-class.ts';

/** So many have written no action plan. */
const WITHOUT_PLAN = 2;
const GOALS = [
  ['每月走访两个村，办结群众反映事项', '年内推动一个村级物业项目落地'],
  ['牵头梳理本单位办事流程，压减环节', '每季度组织一次业务交流'],
  ['完成一篇调研报告并报送县委办', '联系一家企业，协调解决用工问题'],
];
const PROGRESS = ['已走访四个村，办结事项六件', '已梳理流程，压减环节两个', '已完成调研，正在起草报告'];
const EXAMPLES = ['牵头调处一起土地纠纷，双方签订协议', '推动窗口事项当日办结', '带队完成防汛值守，无差错'];

/** Action plans of a class with how they go, and the rounds of its follow-up that have begun by this day. */
export function recentClassAfter(
  recent: RecentClass,
  units: readonly UnitRecord[],
  todayOn: string,
  rules: FollowUpRules,
): { plans: ActionPlanRow[]; followUps: FollowUpRow[] } {
  const heads = new Map(units.map(({ id, headId }) => [id, headId]));
  const { row, trainees } = recent;
  const rounds = roundsAfter(row.closesOn, rules).filter(({ dueOn }) => dueOn <= todayOn);
  return {
    plans: trainees
      .slice(WITHOUT_PLAN)
      .map(({ id, name, unitId }, at) => planOf(recent, { id, name, headId: heads.get(unitId) }, at, todayOn)),
    followUps: rounds.flatMap((round) =>
      trainees.map(({ id: cadreId, name, unitId }, at): FollowUpRow => {
        const openedAt = beijingTime(round.dueOn, '09:20');
        const items = itemsFor(rules, at >= WITHOUT_PLAN);
        const entry = (way: FollowUpEntry['way'], by: string, days: number): FollowUpEntry => ({
          ...{ way, what: 'given', by, byUpdate: `demo-recent:${round.months}:${way}:${cadreId}` },
          words: EXAMPLES[at % EXAMPLES.length] ?? '',
          points: asPoints(
            items,
            items.map((_, item) => 3 + ((at + item + days) % 3)),
          ),
          at: beijingTime(addDays(round.dueOn, days), '15:00'),
        });
        const headId = heads.get(unitId);
        const entries = [
          ...(at % 7 === 0 ? [] : [entry('self', cadreId, 1)]),
          ...(at % 5 === 0 || headId === undefined ? [] : [entry('unit', headId, 2)]),
        ].filter((each) => each.at <= beijingTime(todayOn, '09:00'));
        return {
          ...{ _id: followUpId(row._id, round.months, cadreId), classId: row._id, cadreId, name, ...round, openedAt },
          ...{ state: 'open', entries, leavings: [], revision: 1, updates: entries.map((each) => each.byUpdate) },
        };
      }),
    ),
  };
}

function planOf(
  { row }: RecentClass,
  { id: cadreId, name, headId }: { id: string; name: string; headId: string | undefined },
  at: number,
  todayOn: string,
): ActionPlanRow {
  const goals = GOALS[at % GOALS.length] ?? [];
  const byUpdate = `demo-recent:plan:${cadreId}`;
  const writtenAt = beijingTime(addDays(row.closesOn, 3), '16:00');
  const confirmation = (by: string) => ({
    ...{ what: 'confirmed' as const, by, byUpdate: `${byUpdate}:confirmed` },
    at: beijingTime(addDays(row.closesOn, 5), '10:00'),
  });
  const progress = [30, 60].filter((day) => addDays(row.closesOn, day + 1) < todayOn && (at + day) % 4 !== 0);
  return {
    ...{ _id: `${row._id}:${cadreId}`, classId: row._id, cadreId, name, goals, writtenAt },
    state: headId === undefined ? 'written' : 'confirmed',
    writings: [{ goals, byUpdate, at: writtenAt }],
    confirmations: headId === undefined ? [] : [confirmation(headId)],
    progress: progress.map((day) => ({
      ...{ day, words: PROGRESS[at % PROGRESS.length] ?? '', byUpdate: `${byUpdate}:${day}` },
      at: beijingTime(addDays(row.closesOn, day + 1), '17:00'),
    })),
    ...{ revision: 1, updates: [byUpdate] },
  };
}
