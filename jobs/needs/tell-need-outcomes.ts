import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { needOutcomes } from '../../src/training/needs/need-outcomes.ts';
import { needVoices } from '../../src/training/needs/need-voices.ts';
import { outcomeWords } from '../../src/training/needs/outcome-words.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days after a plan was confirmed people may still be told. */
const withinDays = 10;

/**
 * Once a year's plan stands, everybody who said what training is needed is told once what became of it. From the day after the confirmation
 * on: until then it may be opened again.
 */
export const tellNeedOutcomes: Job = {
  name: 'tell-need-outcomes',
  about: '年度计划确认后，告知提出培训需求的人员采纳情况',
  schedule: { dailyAt: '09:26', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const present = Number(beijingDateOf(ctx.now).slice(0, 4));
    const planned = await Promise.all([present, present + 1].map((year) => outcomesFor(ctx, String(year))));
    return planned.flat();
  },
};

async function outcomesFor({ store, packs, now }: JobContext, year: string): Promise<Planned[]> {
  const todayOn = beijingDateOf(now);
  const plan = await store.annualPlans.standing(year);
  const confirmedOn = plan === undefined ? todayOn : beijingDateOf(plan.confirmedAt);
  if (plan === undefined || confirmedOn >= todayOn || confirmedOn < addDays(todayOn, -withinDays)) return [];
  const rules = packs.on(todayOn);
  const voices = await needVoices(store, year, rules, now);
  const outcomes = needOutcomes(voices, await store.planItems.many(plan.itemIds), menuTopics(rules));
  return outcomes.map((outcome) => ({
    ...{ cadreId: outcome.cadreId, message: text(outcomeWords.told(year, outcome)) },
    key: `need-outcome:${year}:${outcome.cadreId}` as const,
    note: outcomeWords.note(year),
  }));
}
