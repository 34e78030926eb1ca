import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { workingDaysBetween } from '../../src/calendar/working-days.ts';
import { suggestionWords } from '../../src/training/suggestions/words.ts';
import type { Job } from '../job.ts';

/** Reminds the organisation department, once a working day, of suggestions that have waited for an answer too long. */
export const chaseSuggestions: Job = {
  name: 'chase-suggestions',
  about: '催办逾期未答复的意见建议',
  schedule: { dailyAt: '09:12', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    const { suggestionAnswerWorkingDays } = packs.on(todayOn).reminders;
    const overdue = (await store.suggestions.waiting()).filter(
      ({ madeAt }) => workingDaysBetween(beijingDateOf(madeAt), todayOn) > suggestionAnswerWorkingDays,
    );
    if (overdue.length === 0) return [];
    const staff = await store.cadres.withRole('orgDept');
    return staff.map(({ _id }) => ({
      cadreId: _id,
      message: { kind: 'text' as const, text: suggestionWords.overdue(overdue) },
      key: `suggestions-overdue:${todayOn}:${_id}`,
      isReminder: true as const,
      note: suggestionWords.overdueNote(overdue.length),
    }));
  },
};
