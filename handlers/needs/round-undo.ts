import type { Context } from '../../src/bot/context.ts';
import { recallMessages } from '../../src/bot/recall-messages.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { undoRound } from '../../src/training/needs/presses.ts';
import { isRoundMovedBy, type ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import { reportCardKey, type UnitReportRow } from '../../src/training/needs/unit-reports.ts';
import { reporters, reportScreens, roundNumbered } from './round-access.ts';

/** Taking back a round that was just opened. */
export const openingRound = {
  kind: undoRound,
  instead: ({ round }: { round: string }) => `“/取消征集 ${round} 理由”`,
};

/** A round to which nobody has answered is recalled from every screen; its number stays used. */
export function roundUndo(router: Router): void {
  registerUndo(router, { ...openingRound, takeBack });
}

async function takeBack(ctx: Context, facts: { round: string }): Promise<string> {
  await ctx.requireIn('need.open', {});
  const round = await roundNumbered(ctx, facts.round);
  const reports = await ctx.store.unitReports.ofRounds([round._id]);
  const isActedOn = round.history.length > 1 || reports.some(({ history }) => history.length > 0);
  const isDone = isRoundMovedBy(round, ctx.update.id);
  refuseUndo(ctx, round.openedBy, !isDone && isActedOn, openingRound.instead(facts));
  const step = { act: 'takeBack', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now } as const;
  const row = await ctx.store.reportRounds.cancel(round._id, step);
  refuseUndo(ctx, round.openedBy, !isRoundMovedBy(row, ctx.update.id), openingRound.instead(facts));
  await recallReportCards(ctx, round, reports, reportWords.takenBack);
  return roundWords.takenBackSettled;
}

/** Takes the cards of these reports from every screen: they ask for nothing any more. @param settled - why, as they show it */
async function recallReportCards(
  ctx: Context,
  round: ReportRoundRow,
  reports: readonly UnitReportRow[],
  settled: string,
): Promise<void> {
  const units = await ctx.store.units.many(reports.map(({ unitId }) => unitId));
  for (const { unit, cadreId } of reporters(round, units)) {
    const screens = new Set([cadreId, ...(await reportScreens(ctx, unit))]);
    const key = (id: string) => reportCardKey(`${round._id}:${unit._id}`, '1', id);
    const card = { ...reportWords.card(round, unit._id, unit.name), settled };
    await recallMessages(
      ctx,
      [...screens].map((id) => ({ cadreId: id, key: key(id) })),
      { card, recallOf: round._id },
    );
  }
}
