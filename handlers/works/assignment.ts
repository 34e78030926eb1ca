import { classArg, restArg } from '../../src/bot/arguments.ts';
import { type Argument, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { carriedByDays, whenTold } from '../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type AssignmentRow, isChangedBy } from '../../src/training/works/assignments.ts';
import { handInWords } from '../../src/training/works/hand-in-words.ts';
import { dropAssignment, issueAssignment } from '../../src/training/works/presses.ts';
import { assignmentWords } from '../../src/training/works/words.ts';
import { kindCalled, kindOf } from '../../src/training/works/work-kind.ts';
import type { WorkKind } from '../../src/training/works/work-rules.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';

/** `/布置作业`: the trainees of a class hand in a text by a day; shown first, then sent to each of them. */
export function assignment(router: Router): void {
  router.command(
    {
      names: ['布置作业', 'assign-work'],
      action: 'work.give',
      right: 'class',
      args: [classArg(), kindArg, deadlineArg, restArg('title', '题目', { limit: { most: 40 } })],
      missing: '请写明作业种类、截止日期和题目。',
      example: '/布置作业 {class} 调研报告 7天 本单位基层治理调研',
      about: '向全班布置调研报告、心得体会、党性分析等作业，先预览再发出',
      next: '先预览，确认后发给全班学员，学员直接发送文件提交。',
    },
    preview,
  );
  router.preview(
    {
      confirm: issueAssignment,
      drop: dropAssignment,
      shown: draftOf,
      forget: (ctx, { row }) =>
        ctx.store.assignments.act(row._id, ctx.update.id, ({ state }) =>
          state === 'draft' ? { state: 'dropped' } : undefined,
        ),
      dropped: assignmentWords.dropped,
    },
    issue,
  );
}

/** A kind of work by its name. */
const kindArg: Argument<'kind', WorkKind> = {
  key: 'kind',
  usage: '<作业种类>',
  take(words, { rules }) {
    const typed = words.next();
    if (typed === undefined) return undefined;
    const kind = kindCalled(rules.works, typed);
    const known = rules.works.kinds.map(({ name }) => name);
    if (kind === undefined) throw new UsageFault(assignmentWords.noKind(typed, known));
    return () => kind;
  },
};

interface Wanted {
  trainingClass: ClassRow;
  kind: WorkKind;
  closesOn: string;
  title: string;
}

async function preview(ctx: Context, { trainingClass, kind, closesOn, title }: Wanted): Promise<void> {
  const row = await ctx.store.assignments.create({
    ...{ classId: trainingClass._id, kind: kind.id, title, closesOn },
    ...{ createdBy: ctx.person._id, byUpdate: ctx.update.id },
  });
  const people = (await ctx.store.enrollments.traineesOf(trainingClass._id)).length;
  await ctx.reply(assignmentWords.preview(trainingClass, row, kind.name, people, ctx.rulesOf(trainingClass).works));
}

interface Shown {
  row: AssignmentRow;
  trainingClass: ClassRow;
}

async function draftOf(ctx: Context, { assignment: number }: { assignment: string }): Promise<Shown> {
  const row = await ctx.requireFound(
    'work.give',
    await ctx.store.assignments.byId(number),
    ({ classId }) => ({ classId }),
    new RuleError('record.unknown', { what: '作业', number }),
  );
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function issue(ctx: Context, { row: draft, trainingClass }: Shown): Promise<void> {
  if (draft.state === 'draft' && ctx.now >= endOf(draft.closesOn))
    throw new RuleError('survey.deadline-past', { closesOn: draft.closesOn });
  const row = await ctx.store.assignments.act(draft._id, ctx.update.id, ({ state }) =>
    state === 'draft' ? { state: 'open', issuedAt: ctx.now } : undefined,
  );
  if (row === null || !isChangedBy(row, ctx.update.id)) {
    await ctx.settle(assignmentWords.notAgain);
    return ctx.reply(`${assignmentWords.notAgain}。`);
  }
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const { works, reminders } = ctx.rulesOf(trainingClass);
  const times = { askedAt: ctx.now, closesAt: endOf(row.closesOn) };
  const carried = await carriedByDays(ctx.store, row.classId, reminders, times);
  const message = handInWords.card(row, kindOf(works, row.kind).name, works.mostMegabytes, works.lateDays);
  await ctx.sendAll(
    trainees.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `work:${row._id}:${cadreId}` as const, expiresAt: times.closesAt },
      ...carried,
    })),
  );
  await ctx.settle(assignmentWords.issued);
  await ctx.reply(assignmentWords.issuedReply(row, trainees.length, whenTold(carried, ctx.isQuietTime())));
}
