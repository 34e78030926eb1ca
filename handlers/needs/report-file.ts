import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { isNeedSheet, readNeedSheet, roundOfSheet, type SheetReport } from '../../src/training/needs/need-sheet.ts';
import { dropReport, fileReport } from '../../src/training/needs/presses.ts';
import { draftOf, reportsOfDraft } from '../../src/training/needs/report-draft.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import { isReportMovedBy } from '../../src/training/needs/unit-reports.ts';
import { openReport, ownUnits, peopleInUnits, reportTarget, type Target } from './report-target.ts';
import { changingReport } from './report-undo.ts';
import { settleReportCards } from './round-change.ts';
import { changeReport, refuseBeyondUnit } from './unit-report.ts';

/** A problem list of more rows than this goes out as a sheet as well. */
const mostProblemsInChat = 10;

/** A filled-in sheet of needs: shown with what it replaces, and filed by a button. */
export function reportFile(router: Router): void {
  router.file({ action: 'need.report', offered, take });
  router.preview(
    { confirm: fileReport, drop: dropReport, shown: nothingKept, dropped: reportWords.dropped },
    (ctx, _, facts) => file(ctx, facts),
  );
}

/** Only while a round asks a unit of this person. */
async function offered(ctx: Context): Promise<string | undefined> {
  for (const round of await ctx.store.reportRounds.taking(ctx.now))
    if ((await ownUnits(ctx, round)).length > 0) return reportWords.offer;
  return undefined;
}

async function take(ctx: Context, { sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isNeedSheet);
  if (sheet === undefined) return false;
  const { round, unit } = (await reportTarget(ctx, await inFront(ctx, roundOfSheet(sheet)))).target;
  const others = (await ctx.store.units.many(round.unitIds)).filter(({ _id }) => _id !== unit._id);
  const units = [unit, ...(await ctx.allowedOf('need.report', others, ({ _id }) => ({ unitId: _id })))];
  const peopleIn = await peopleInUnits(
    ctx,
    units.map(({ _id }) => _id),
  );
  const { reports, problems } = readNeedSheet(sheet, { topics: menuTopics(ctx.rules), units, peopleIn });
  if (problems.length > 0) {
    await ctx.reply(reportWords.bad(problems));
    if (problems.length > mostProblemsInChat) await sendList(ctx, reportWords.problems(problems));
  } else if (reports.length === 0) await ctx.reply(reportWords.nothingIn);
  else await preview(ctx, round._id, reports);
  return true;
}

/** What `reportTarget` needs in front: whoever reports for several units has them in the rows, and the first is as good as any. */
async function inFront(ctx: Context, number: string | undefined): Promise<string> {
  const rounds = await ctx.store.reportRounds.taking(ctx.now);
  const round =
    number === undefined ? (rounds.length === 1 ? rounds[0] : undefined) : rounds.find(({ _id }) => _id === number);
  const [unit] = round === undefined ? [] : await ownUnits(ctx, round);
  return [number ?? round?._id ?? '', unit?.name ?? ''].join(' ').trim();
}

async function preview(ctx: Context, round: string, reports: readonly SheetReport[]): Promise<void> {
  const targets = await targetsOf(ctx, round, reports);
  const [first] = targets;
  if (first === undefined) return;
  const { sha256 } = await ctx.store.files.keep('file', '需求申报.json', draftOf(reports), ctx.now);
  const facts = { round, file: sha256 };
  const shown = targets.map(({ unit, report, items }) => ({ unit: unit.name, items, present: report.items }));
  const buttons = { confirm: fileReport.with(facts), drop: dropReport.with(facts) };
  await ctx.reply(reportWords.preview(ctx.update.id, first.round, shown, buttons));
}

async function targetsOf(
  ctx: Context,
  round: string,
  reports: readonly SheetReport[],
): Promise<(Target & SheetReport)[]> {
  const targets: (Target & SheetReport)[] = [];
  for (const report of reports) {
    const target = await openReport(ctx, round, report.unitId);
    await refuseBeyondUnit(ctx, target, report.items);
    targets.push({ ...target, ...report });
  }
  return targets;
}

/** What the sheet says is what the units report from now on. @throws RuleError `need.draft-gone` */
async function file(ctx: Context, { round, file: sha256 }: Facts<typeof fileReport>): Promise<void> {
  if (!(await ctx.mayEver('need.report'))) await ctx.requireIn('need.report', {});
  const bytes = await ctx.store.files.load(sha256);
  const reports = bytes === null ? undefined : reportsOfDraft(bytes);
  if (reports === undefined) throw new RuleError('need.draft-gone', {});
  const targets = await targetsOf(ctx, round, reports);
  const changed = [];
  for (const { report, items, unit, round: of } of targets)
    changed.push({ round: of, unit: unit.name, report: await changeReport(ctx, report, 'file', () => items) });
  await settleReportCards(
    ctx,
    changed.map(({ report }) => report),
    reportWords.filedSettled,
  );
  await ctx.settle(reportWords.filedSettled);
  const moved = changed.filter(({ report }) => isReportMovedBy(report, ctx.update.id));
  if (moved.length === 0) return ctx.reply(changed.map(reportWords.unchanged).join('\n'));
  const unitIds = moved.map(({ report }) => report.unitId).join(',');
  await replyWithUndo(ctx, changed.map(reportWords.filed).join('\n'), changingReport, {
    ...{ round, unitIds, update: ctx.update.id },
  });
}
