import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import { type QuotaCallRow, takesPicks } from '../../src/training/call-up/quota-calls.ts';
import { quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaWords, type ShownQuota } from '../../src/training/call-up/quota-words.ts';
import { quotaReminderKey, quotaTotals } from '../../src/training/call-up/unit-quotas.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';
import type { Job, JobContext, Planned } from '../job.ts';

const DAY_MS = 24 * 3600_000;
/** For so long after its last day whoever drew a call is told that it is over. */
const toldDays = 14;

/**
 * Reminds units that have not picked anybody on the last working days of a quota call, once a day, on the last one their heads too; and tells
 * whoever drew the call once when it is over.
 */
export const chaseQuota: Job = {
  name: 'chase-quota',
  about: '催报名额分配的参训人选',
  schedule: { dailyAt: '09:24', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(context) {
    const { store, now } = context;
    if (!isWorkingDay(beijingDateOf(now))) return [];
    const calls = await store.quotaCalls.endingFrom(new Date(now.getTime() - toldDays * DAY_MS));
    const planned = await Promise.all(
      calls.map(async (call) => {
        const trainingClass = await store.classes.byId(call.classId);
        if (trainingClass === null || trainingClass.state === 'withdrawn' || !isHeldHere(trainingClass)) return [];
        const rows = await store.callUps.ofClass(call.classId);
        if (rows.some(({ issuedAt }) => issuedAt !== undefined)) return [];
        return takesPicks(call, now) ? remind(context, trainingClass, call) : tell(context, trainingClass, call);
      }),
    );
    return planned.flat();
  },
};

async function remind(
  { store, packs, now }: JobContext,
  trainingClass: ClassRow,
  call: QuotaCallRow,
): Promise<Planned[]> {
  const todayOn = beijingDateOf(now);
  const { chaseWorkingDays } = packs.of(trainingClass).callUp.quota;
  const left = workingDaysBetween(todayOn, call.closesOn);
  // Who was asked today is not reminded today.
  if (left >= chaseWorkingDays || call.history.some(({ at }) => beijingDateOf(at) === todayOn)) return [];
  const { waiting } = quotaTotals(await store.unitQuotas.ofCalls([call._id]));
  const units = await store.units.many(waiting.map(({ unitId }) => unitId));
  return waiting.flatMap((quota) => {
    const unit = units.find(({ _id }) => _id === quota.unitId);
    if (unit === undefined) return [];
    const people = new Set([reporterOf(unit), ...(left === 0 ? [unit.headId] : [])].filter((id) => id !== undefined));
    return [...people].map((cadreId) => ({
      ...{ cadreId, key: quotaReminderKey(quota._id, todayOn, cadreId), isReminder: true as const },
      message: quotaPickWords.card({ trainingClass, call, quota, unit: unit.name }, true),
      ...{ expiresAt: call.closesAt, note: quotaPickWords.reminderNote(unit.name) },
    }));
  });
}

/** Nothing where a list of the class has been drawn since. */
async function tell({ store, now }: JobContext, trainingClass: ClassRow, call: QuotaCallRow): Promise<Planned[]> {
  const list = await store.callUpLists.ofClass(trainingClass._id);
  if (list !== null && list.proposedAt > call.drawnAt) return [];
  const quotas = await store.unitQuotas.ofCalls([call._id]);
  const units = await store.units.many(quotas.map(({ unitId }) => unitId));
  const people = await store.cadres.many(quotas.flatMap(({ cadreIds }) => cadreIds));
  const shown: ShownQuota = {
    ...{ call, quotas, unitNames: new Map(units.map(({ _id, name }) => [_id, name])) },
    names: new Map(people.map(({ _id, name }) => [_id, name])),
  };
  const cadreId = call.history.findLast(({ what }) => what === 'opened')?.by ?? call.drawnBy;
  const about = `${call._id}:${call.closesOn}`;
  return [
    {
      ...{ cadreId, key: `quota-call-ended:${about}`, note: quotaWords.endedNote(trainingClass) },
      message: quotaWords.progress(about, trainingClass, shown, now),
    },
  ];
}
