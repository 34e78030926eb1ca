import { classArg, oneOfArg, restArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { findTrainee } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssessedRow } from '../../src/training/grading/assessments.ts';
import { assessClass, type Gathered, isTheTie } from '../../src/training/grading/class-assessment.ts';
import { GRADES, type Grade, gradeLabel, readGrade } from '../../src/training/grading/grade.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';
import { keptDecisions, makeProposal } from './grading-proposal.ts';

const mostReasonLetters = 200;
const labels = GRADES.map(gradeLabel);

const SEPARATOR = /[、,，﹑､]/;
const SEPARATOR_FIRST = /^[、,，﹑､]/;
const SEPARATOR_LAST = /[、,，﹑､]$/;

/** Two trainees or more, in their order. */
const tiedArg: Argument<'people', readonly CadreRow[]> = {
  key: 'people',
  usage: '<姓名、姓名…>',
  take(words) {
    let typed = words.next() ?? '';
    while (SEPARATOR_LAST.test(typed) || SEPARATOR_FIRST.test(words.ahead ?? '')) typed += words.next() ?? ' ';
    const names = typed.split(SEPARATOR).filter((name) => name.trim() !== '');
    if (names.length < 2) return undefined;
    return (ctx) => Promise.all(names.map((name) => findTrainee(ctx, words.classId ?? '', name)));
  },
};

/** What the evaluation team may decide itself: to change a grade by one step, and the order of people whom the rules rank equally. */
export function gradingChange(router: Router): void {
  router.command(
    {
      names: ['调整等次', 'change-grade'],
      action: 'grade.propose',
      right: 'class',
      args: [
        classArg(),
        traineeArg(),
        oneOfArg('to', labels.join('|'), readGrade, (word) => `“${word}”不是等次，请写${labels.join('、')}。`),
        restArg('reason', '理由'),
      ],
      missing: '请写明姓名、等次和理由。',
      example: '/调整等次 {class} {trainee} 良好 牵头完成小组调研，经集体研究上调一档',
      about: '在确认前把学员等次上调或下调一档，写明理由',
      next: '记入方案，重新测算后再提请确认。',
    },
    changeGrade,
  );
  router.command(
    {
      names: ['并列', 'break-tie'],
      action: 'grade.propose',
      right: 'class',
      args: [classArg(), tiedArg, restArg('reason', '理由')],
      missing: '请写明两名以上并列学员（按先后，用顿号隔开）和理由。',
      example: '/并列 {class} {trainee}、{other} 结业答辩{trainee}在前',
      about: '优秀学员名额线上有并列时，研究确定先后，写明理由',
      next: '记入方案，重新测算后再提请确认。',
    },
    decideTie,
  );
}

interface WantedChange {
  trainingClass: ClassRow;
  trainee: CadreRow;
  to: Grade;
  reason: string;
}

async function changeGrade(ctx: Context, { trainingClass, trainee, to, reason }: WantedChange): Promise<void> {
  await requireProposal(ctx, trainingClass._id);
  const { _id: cadreId, name: fullName } = trainee;
  const change = { cadreId, to, reason: shortened(reason), decidedBy: ctx.person._id };
  const rules = ctx.rulesOf(trainingClass);
  await makeProposal(ctx, trainingClass, (gathered, before) => {
    const { kept, notes } = keptDecisions(rules, gathered, before);
    const computed = computedGradeOf(rules, gathered, cadreId);
    if (computed === undefined) throw new RuleError('grade.withdrawn-no-grade', { name: fullName });
    const others = kept.changes.filter((each) => each.cadreId !== cadreId);
    if (computed === to) return { ...kept, changes: others, notes: [...notes, gradingWords.unchanged(fullName, to)] };
    return {
      ...kept,
      changes: [...others, change],
      notes: [...notes, gradingWords.changed(fullName, computed, change)],
    };
  });
}

interface WantedOrder {
  trainingClass: ClassRow;
  people: readonly CadreRow[];
  reason: string;
}

async function decideTie(ctx: Context, { trainingClass, people, reason }: WantedOrder): Promise<void> {
  const classId = trainingClass._id;
  await requireProposal(ctx, classId);
  const cadreIds = people.map((person) => person._id);
  const tieDecision = { cadreIds, reason: shortened(reason), decidedBy: ctx.person._id };
  const rules = ctx.rulesOf(trainingClass);
  await makeProposal(ctx, trainingClass, (gathered, before) => {
    const { kept, notes } = keptDecisions(rules, gathered, before);
    const { tied } = assessClass(classId, gathered, { changes: kept.changes }, rules);
    if (!isTheTie(tied, cadreIds)) throw notTheTie(tied);
    const decided = gradingWords.tieDecided(
      people.map((person) => person.name),
      tieDecision.reason,
    );
    return { ...kept, tieDecision, notes: [...notes, decided] };
  });
}

/** Answers a decision that does not name exactly the people in the tie with who these are. */
function notTheTie(tied: readonly AssessedRow[]): RuleError {
  if (tied.length === 0) return new RuleError('grade.no-tie', {});
  return new RuleError('grade.tie-incomplete', { names: tied.map((row) => row.name).join('、') });
}

function computedGradeOf(rules: RulePack, gathered: readonly Gathered[], cadreId: string): Grade | undefined {
  const { rows } = assessClass('', gathered, { changes: [] }, rules);
  return rows.find((row) => row.cadreId === cadreId)?.computedGrade;
}

/** Checks that there is a proposal, without which nothing can be decided. @throws RuleError `grade.not-proposed` */
export async function requireProposal(ctx: Context, classId: string): Promise<GradingRow> {
  const row = await ctx.store.gradings.byClass(classId);
  if (row === null) throw new RuleError('grade.not-proposed', { classId });
  return row;
}

/** The reason in the form used inside a sentence. */
export function shortened(reason: string): string {
  return [...reason.replace(/[。.]+$/, '')].slice(0, mostReasonLetters).join('');
}
