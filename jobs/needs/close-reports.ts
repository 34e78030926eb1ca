import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cardCode, text } from '../../src/chat/message.ts';
import { reportTotals } from '../../src/training/needs/report-progress.ts';
import type { ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import { reportCardId, reportWords } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import type { Job, JobContext } from '../job.ts';

/** For how many days after its end a round may still be told of and its cards closed: longer than any holiday. */
const withinDays = 14;

/** Tells whoever opened a round of unit reports how it ended, and closes the cards that still wait. */
export const closeReports: Job = {
  name: 'close-reports',
  about: '告知已截止的需求征集的结果，关闭未报单位的卡片',
  schedule: { dailyAt: '08:11', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  closes: true,
  async plan(ctx) {
    const planned = [];
    for (const round of await ended(ctx)) {
      const totals = reportTotals(await ctx.store.unitReports.ofRounds([round._id]));
      const units = await ctx.store.units.many(totals.waiting.map(({ unitId }) => unitId));
      const waiting = units.map(({ name }) => name);
      planned.push({
        ...{ cadreId: round.openedBy, message: text(roundWords.ended(round, totals, waiting)) },
        key: `need-round-ended:${round._id}:${round.closesOn}` as const,
        note: roundWords.endedNote(round),
      });
    }
    return planned;
  },
  async preview(ctx) {
    return (await ended(ctx)).map(({ _id }) => `关闭需求征集 ${_id} 未报单位的卡片`);
  },
  async effect(ctx) {
    for (const round of await ended(ctx)) await closeCards(ctx, round);
  },
};

function ended({ store, now }: JobContext): Promise<ReportRoundRow[]> {
  return store.reportRounds.endingBetween(new Date(now.getTime() - withinDays * 24 * 3600_000), now);
}

/** On the screens of the units' liaisons and heads, and of those who stood in for them on the last day. */
async function closeCards({ store, closeCard, now }: JobContext, { _id, closesOn }: ReportRoundRow): Promise<void> {
  const waiting = (await store.unitReports.ofRounds([_id])).filter(({ state }) => state === 'waiting');
  const units = await store.units.many(waiting.map(({ unitId }) => unitId));
  for (const { headId, liaisonId, _id: unitId } of units) {
    const offices = [headId, liaisonId].filter((id) => id !== undefined);
    const acting = [
      ...(await store.standIns.actingFor(offices, closesOn)).values(),
      ...(await store.standIns.actingFor(offices, beijingDateOf(now))).values(),
    ];
    const people = [...new Set([...offices, ...acting])];
    for (const each of await store.sentCards.copies(people, cardCode(reportCardId(`${_id}:${unitId}`))))
      if (each.open === true) await closeCard(each, reportWords.closed, `close-reports:${_id}:${closesOn}`);
  }
}
