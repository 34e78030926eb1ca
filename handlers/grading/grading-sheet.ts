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
import type { GradingDecisions } from '../../src/training/grading/gradings.ts';
import { rankedClass } from '../../src/training/grading/ranked-class.ts';
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
      about: '领取等次评定方案表格，在表中改等次、写理由后发回，或将表中各行粘贴在命令后面',
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
  const { rows } = await rankedClass(ctx.store, trainingClass, ctx.rulesOf(trainingClass), ctx.now);
  const sheet = gradeSheet(trainingClass, rows, grading.changes);
  await sendSheet(ctx, classSheetName(GRADE_SHEET, trainingClass), sheet, {
    kept: { matter: 'proposals' },
    said: gradeSheetWords.coming(trainingClass),
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
  await requireProposal(ctx, classId);
  const rules = ctx.rulesOf(trainingClass);
  const gathered = await gatherTrainees(ctx.store, trainingClass, rules, ctx.now);
  const { rows } = assessClass(classId, gathered, { changes: [] }, rules);
  const vetoed = new Set(gathered.filter(({ trainee }) => isVetoed(trainee)).map(({ trainee }) => trainee.cadreId));
  const trainees = gathered.map(({ enrollment }) => enrollment);
  const { grades, problems } = readGradeSheet(sheet, trainees, rows, vetoed);
  if (problems.length > 0) return ctx.reply(gradeSheetWords.bad(problems));
  await makeProposal(ctx, trainingClass, (present, before) => {
    const { kept, notes } = keptDecisions(rules, present, before);
    const { changes, said } = withSheet(kept.changes, grades, ctx.person._id);
    if (said.length === 0) throw new RuleError('grade.sheet-no-change', {});
    return { ...kept, changes, notes: [...notes, ...said] };
  });
}

/** The decisions as the sheet has them, and a sentence for each that is new, other or gone. */
function withSheet(kept: GradingDecisions['changes'], grades: readonly SheetGrade[], decidedBy: string) {
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
