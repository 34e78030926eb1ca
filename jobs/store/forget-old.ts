import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { forgetOldWords } from '../../src/store/forget-words.ts';
import type { Job, JobContext } from '../job.ts';
import { forgetProofs } from './forget-proofs.ts';

/** Messages that were never sent are kept as long as those that were, because their keys prevent them from being sent later. */
const unsentDays = 400;
/** For how long an update that could not be handled can be tried again. */
const deadDays = 180;
const skippedDays = 400;
/** For how long it is known who left a platform's contacts. */
const leftDays = 400;
/** How many rows of each kind are removed in one night; the next night continues. */
const mostANight = 20_000;

/** Removes what does not expire by itself. Sent messages, handled updates and finished runs are removed by indexes of their collections. */
export const forgetOld: Job = {
  name: 'forget-old',
  about: forgetOldWords.about,
  schedule: { dailyAt: '04:13' },
  usefulForMinutes: 6 * 60,
  plan: () => Promise.resolve([]),
  async preview({ store, now }) {
    const [unsent, dead, skipped, contacts, proofs] = await Promise.all([
      store.undelivered.countEndedBefore(daysBefore(now, unsentDays)),
      store.receipts.countDeadBefore(daysBefore(now, deadDays)),
      store.jobRuns.countSkippedBefore(daysBefore(now, skippedDays)),
      store.contacts.countLeftBefore(beijingDateOf(daysBefore(now, leftDays))),
      store.proofs.countDueToGo(beijingDateOf(now)),
    ]);
    return [
      forgetOldWords.unsent(unsentDays, unsent),
      forgetOldWords.dead(deadDays, dead),
      forgetOldWords.skipped(skippedDays, skipped),
      forgetOldWords.contacts(leftDays, contacts),
      forgetOldWords.proofs(proofs),
    ];
  },
  async effect(context: JobContext) {
    const { store, now } = context;
    await store.undelivered.forgetEndedBefore(daysBefore(now, unsentDays), mostANight);
    await store.receipts.forgetDeadBefore(daysBefore(now, deadDays), mostANight);
    await store.jobRuns.forgetSkippedBefore(daysBefore(now, skippedDays), mostANight);
    await store.contacts.forgetLeftBefore(beijingDateOf(daysBefore(now, leftDays)));
    await forgetProofs(context);
  },
};

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 3600_000);
}
