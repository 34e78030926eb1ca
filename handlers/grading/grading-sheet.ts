import { classArg, pastedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { pastedSheet, type ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { RuleError } from '../../src/errors.ts';
import { classSheetName, filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { assessClass, gatherTrainees, isVetoed } from '../../src/training/grading/class-assessment.ts';
import { GRADE_SHEET, gradeSheet, readGradeSheet, type SheetGrade } from '../../src/training/grading/grade-sheet.ts';
import { gradeSheetWords } from '../../src/training/grading/grade-sheet-words.ts';
import type { TieDecision } from '../../src/training/grading/grading.ts';
import type { GradingDecisions } from '../../src/training/grading/gradings.ts';
import { rankedClass } from '../../src/training/grading/ranked-class.ts';
import { standingTie } from '../../src/training/grading/standing-tie.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { requireProposal, shortened } from './grading-change.ts';
import { keptDecisions, makeProposal, refuseWhenConfirmed } from './grading-proposal.ts';

/** `/等次表`: the proposal as a sheet; sent back with other grades and their reasons it makes a new one, shown change by change. */
export function gradingSheet(router: Router): void {
  router.command(
    {
      names: ['等次表', 'grade-sheet'],
      action: 'grade.propose',
      right: 'class',
      args: [classArg(), pastedArg],
      example: '/等次表 {class}',
      about: '领取等次评定方案表格，在表中改等次、定并列先后、写理由后发回，或将表中各行粘贴在命令后面',
      next: '发来表格；发回后逐项列出调整，核对后再提请确认。',
    },
    (ctx, { trainingClass, pasted }) =>
      pasted === undefined
        ? handOut(ctx, trainingClass)
        : takeRows(ctx, trainingClass, pastedSheet(pasted, GRADE_SHEET)),
  );
  router.file({ action: 'grade.propose', offered: async () => gradeSheetWords.offer, take });
}

async function handOut(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const grading = await requireProposal(ctx, trainingClass._id);
  refuseWhenConfirmed(grading);
  const rules = ctx.rulesOf(trainingClass);
  const { rows } = await rankedClass(ctx.store, trainingClass, rules, ctx.now);
  const tie = standingTie(await gatherTrainees(ctx.store, trainingClass, rules, ctx.now), grading, rules);
  const sheet = gradeSheet(trainingClass, rows, grading.changes, tie);
  await sendSheet(ctx, classSheetName(GRADE_SHEET, trainingClass), sheet, {
    kept: { matter: 'proposals' },
    said: gradeSheetWords.coming(trainingClass, tie.tied.length),
  });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, GRADE_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') await ctx.reply(gradeSheetWords.withoutClass);
  else await takeRows(ctx, await allowedClass(ctx, 'grade.propose', filled.classId), filled.sheet);
  return true;
}

async function takeRows(ctx: Context, trainingClass: ClassRow, sheet: ReceivedFile['sheets'][number]): Promise<void> {
  const classId = trainingClass._id;
  const proposal = await requireProposal(ctx, classId);
  const rules = ctx.rulesOf(trainingClass);
  const by = ctx.person._id;
  const gathered = await gatherTrainees(ctx.store, trainingClass, rules, ctx.now);
  const { rows } = assessClass(classId, gathered, { changes: [] }, rules);
  const vetoed = new Set(gathered.filter(({ trainee }) => isVetoed(trainee)).map(({ trainee }) => trainee.cadreId));
  const trainees = gathered.map(({ enrollment }) => enrollment);
  const tiedWith = (sheetGrades: readonly SheetGrade[]) => {
    const { kept } = keptDecisions(rules, gathered, proposal);
    const { changes } = withGrades(kept.changes, sheetGrades, by);
    return assessClass(classId, gathered, { changes }, rules).tied;
  };
  const { grades, tie, problems } = readGradeSheet(sheet, { trainees, rows, vetoed, tiedWith });
  if (problems.length > 0) return ctx.reply(gradeSheetWords.bad(problems));
  await makeProposal(ctx, trainingClass, (present, before) => {
    const { kept, notes } = keptDecisions(rules, present, before);
    const { changes, said } = withGrades(kept.changes, grades, by);
    const nameOf = (cadreId: string) => rows.find((row) => row.cadreId === cadreId)?.name ?? '';
    const order = withTie(kept.tieDecision, tie, { by, nameOf });
    if (said.length + order.said.length === 0) throw new RuleError('grade.sheet-no-change', {});
    const { tieDecision } = order;
    return { changes, ...(tieDecision && { tieDecision }), notes: [...notes, ...said, ...order.said] };
  });
}

/** The grades as the sheet has them, and a sentence for each that is new, other or gone. */
function withGrades(kept: GradingDecisions['changes'], grades: readonly SheetGrade[], decidedBy: string) {
  const inSheet = new Set(grades.map(({ cadreId }) => cadreId));
  const changes = kept.filter(({ cadreId }) => !inSheet.has(cadreId));
  const said: string[] = [];
  for (const { cadreId, name, computed, to, reason } of grades) {
    const before = kept.find((each) => each.cadreId === cadreId);
    const change = { cadreId, to, reason: shortened(reason), decidedBy };
    const isSame = before === undefined ? computed === to : before.to === to && before.reason === change.reason;
    if (computed !== to) changes.push(isSame && before !== undefined ? before : change);
    if (isSame) continue;
    said.push(computed === to ? gradingWords.unchanged(name, to) : gradingWords.changed(name, computed, change));
  }
  return { changes, said };
}

/** The order of the tie as the sheet has it, and the sentence that says so where it is new. */
function withTie(
  kept: GradingDecisions['tieDecision'],
  tie: TieDecision | undefined,
  { by, nameOf }: { by: string; nameOf: (cadreId: string) => string },
): Pick<GradingDecisions, 'tieDecision'> & { said: string[] } {
  if (tie === undefined) return { ...(kept && { tieDecision: kept }), said: [] };
  const { cadreIds } = tie;
  const reason = shortened(tie.reason);
  if (kept?.reason === reason && kept.cadreIds.join() === cadreIds.join()) return { tieDecision: kept, said: [] };
  const tieDecision = { cadreIds, reason, decidedBy: by };
  return { tieDecision, said: [gradingWords.tieDecided(cadreIds.map(nameOf), reason)] };
}
