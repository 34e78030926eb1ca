import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { reportReminderKey } from '../../src/training/needs/unit-reports.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';
import type { Job } from '../job.ts';

/** Reminds units that have not reported on the last working days of a round, once a day; on the last one their heads too. */
export const chaseReports: Job = {
  name: 'chase-reports',
  about: '催报未报的培训需求',
  schedule: { dailyAt: '09:22', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    if (!isWorkingDay(todayOn)) return [];
    const { chaseWorkingDays } = packs.on(todayOn).needs;
    const rounds = (await store.reportRounds.taking(now)).filter(
      ({ closesOn, history }) =>
        workingDaysBetween(todayOn, closesOn) < chaseWorkingDays &&
        // Who was asked today is not reminded today.
        history.every(({ at }) => beijingDateOf(at) !== todayOn),
    );
    const reports = await store.unitReports.ofRounds(rounds.map(({ _id }) => _id));
    const waiting = reports.filter(({ state }) => state === 'waiting');
    const units = await store.units.many([...new Set(waiting.map(({ unitId }) => unitId))]);
    return waiting.flatMap(({ _id, roundId, unitId }) => {
      const round = rounds.find((each) => each._id === roundId);
      const unit = units.find((each) => each._id === unitId);
      if (round === undefined || unit === undefined) return [];
      const isLast = workingDaysBetween(todayOn, round.closesOn) === 0;
      const people = new Set([reporterOf(unit), ...(isLast ? [unit.headId] : [])].filter((id) => id !== undefined));
      return [...people].map((cadreId) => ({
        ...{ cadreId, message: reportWords.card(round, unitId, unit.name, true), isReminder: true as const },
        ...{ key: reportReminderKey(_id, todayOn, cadreId), expiresAt: round.closesAt },
        note: reportWords.reminderNote(unit.name),
      }));
    });
  },
};
