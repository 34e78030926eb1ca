import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { dueFor } from '../../src/training/reserve-pool/reserve-pool.ts';
import { reservePoolWords } from '../../src/training/reserve-pool/words.ts';
import type { Job } from '../job.ts';

/** Tells the leaders of the organisation department, once a month, how many of the reserve pool they have to review. */
export const reviewReservePool: Job = {
  name: 'review-reserve-pool',
  about: '提醒县委组织部领导复核储备库',
  schedule: { dailyAt: '09:22', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, now }) {
    const todayOn = beijingDateOf(now);
    const due = await store.reservePool.dueOn(todayOn);
    const leaders = await store.cadres.withRole('orgDeptLeader');
    return leaders.flatMap(({ _id }) => {
      const { others, expired } = dueFor(due, _id, todayOn);
      if (others.length === 0) return [];
      return [
        {
          cadreId: _id,
          message: reservePoolWords.due(others.length, expired),
          key: `reserve-review:${todayOn.slice(0, 7)}:${_id}` as const,
          isReminder: true as const,
          note: reservePoolWords.dueNote(others.length),
        },
      ];
    });
  },
};
