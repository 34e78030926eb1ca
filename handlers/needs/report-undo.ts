import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { undoReport } from '../../src/training/needs/presses.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { isReportMovedBy } from '../../src/training/needs/unit-reports.ts';
import { openReport, type Target } from './report-target.ts';

/** Taking back what was just reported. */
export const changingReport = { kind: undoReport, instead: () => '“/申报需求”或“/撤需求”' };

/** A report is as it was before, as long as nobody has changed it since and the round is open; one that waits again is asked for again. */
export function reportUndo(router: Router): void {
  registerUndo(router, { ...changingReport, takeBack });
}

async function takeBack(ctx: Context, { round, unitIds, update }: Facts<typeof undoReport>): Promise<string> {
  const targets: Target[] = [];
  for (const unitId of unitIds.split(',')) targets.push(await openReport(ctx, round, unitId));
  for (const { report } of targets) {
    const doneBy = report.history.find(({ byUpdate }) => byUpdate === update)?.by ?? '';
    const isDone = isReportMovedBy(report, ctx.update.id);
    refuseUndo(ctx, doneBy, !isDone && report.history.at(-1)?.byUpdate !== update, changingReport.instead());
  }
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  for (const { round: of, unit, report } of targets) {
    const row = await ctx.store.unitReports.takeBack(report._id, update, by);
    if (row?.state === 'waiting') await ctx.reply(reportWords.card(of, unit._id, unit.name), of.closesAt);
  }
  return reportWords.undoneSettled;
}
