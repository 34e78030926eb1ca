import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { formatMoment } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asProposed } from '../../src/training/grading/as-proposed.ts';
import { type Gathered, gatherTrainees, undecidedOf } from '../../src/training/grading/class-assessment.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { confirmCardKey } from '../../src/training/grading/gradings.ts';
import { beginGrading, cancelGrading, submitGrading } from '../../src/training/grading/presses.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { refuseWhileObjections } from '../objections/before-grading.ts';
import { keptDecisions, makeProposal } from './grading-proposal.ts';

/** A member of the evaluation team has the grades of a finished class computed, checks them, and asks another member to confirm. */
export function grading(router: Router): void {
  router.command(
    {
      names: ['评定等次', 'grade', '定等'],
      action: 'grade.propose',
      right: 'class',
      args: [classArg()],
      example: '/评定等次 {class}',
      about: '按规则测算全班等次，提请考评工作小组另一位同志确认',
      next: '先看测算结果，提交后由考评工作小组另一位同志确认。',
    },
    propose,
  );
  router.press(beginGrading, async (ctx, { classId }) =>
    propose(ctx, { trainingClass: await allowedClass(ctx, 'grade.propose', classId) }),
  );
  router.preview(
    { confirm: submitGrading, drop: cancelGrading, shown: nothingKept, dropped: gradingWords.cancelled },
    submit,
  );
}

async function propose(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  await refuseUnlessOver(ctx, trainingClass._id);
  await refuseWhileObjections(ctx, trainingClass);
  await makeProposal(ctx, trainingClass, (gathered, before) => {
    const { kept, notes } = keptDecisions(ctx.rulesOf(trainingClass), gathered, before);
    return { ...kept, notes };
  });
}

/** @throws RuleError `class.no-timetable`, `grade.class-not-over` with the end of the last session */
async function refuseUnlessOver(ctx: Context, classId: string): Promise<void> {
  const ends = (await ctx.store.sessions.ofClass(classId)).map((session) => session.endsAt.getTime());
  if (ends.length === 0) throw new RuleError('class.no-timetable', { classId });
  const endsAt = new Date(Math.max(...ends));
  if (ctx.now < endsAt) throw new RuleError('grade.class-not-over', { classId, endsAt: formatMoment(endsAt) });
}

/** Asks the other members to confirm. They must confirm what was shown, so a proposal that no longer fits the scores is not passed on. */
async function submit(ctx: Context, _: undefined, { classId, proposal }: Facts<typeof submitGrading>): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'grade.propose', classId);
  const row = await openProposal(ctx, classId, proposal);
  await refuseWhileObjections(ctx, trainingClass);
  const rules = ctx.rulesOf(trainingClass);
  const gathered = await gatherTrainees(ctx.store, trainingClass, rules, ctx.now);
  refuseUndecided(classId, gathered);
  const assessed = asProposed(row, gathered, rules);
  if (assessed === undefined) throw new RuleError('grade.stale', { classId });
  if (assessed.tied.length > 0) {
    const names = assessed.tied.map((each) => each.name);
    throw new RuleError('grade.tie-undecided', { classId, names: names.join('、') });
  }
  const members = await otherMembers(ctx.store, classId, row.proposedBy);
  if (members.length === 0) throw new RuleError('grade.no-second', {});
  const proposer = await ctx.store.cadres.byId(row.proposedBy);
  const message = gradingWords.toConfirm(trainingClass, row, assessed, proposer?.name ?? '');
  const ask = (people: readonly CadreRow[]) =>
    ctx.sendAll(people.map(({ _id }) => ({ cadreId: _id, message, key: confirmCardKey(row.proposal, _id) })));
  await ask(members);
  // A team that was named between the look and the sending found nothing that waits.
  const present = await otherMembers(ctx.store, classId, row.proposedBy);
  await ask(present.filter(({ _id }) => !members.some((each) => each._id === _id)));
  await ctx.settle(gradingWords.submitted(present.map((member) => member.name)));
}

/** @throws RuleError `grade.undecided` as long as it is not decided whether somebody stays in the class */
function refuseUndecided(classId: string, gathered: readonly Gathered[]): void {
  const names = undecidedOf(gathered).map(({ name }) => name);
  if (names.length > 0) throw new RuleError('grade.undecided', { classId, names: names.join('、') });
}

/** @throws RuleError `grade.confirmed-already`, `grade.proposal-changed` when the card shows a proposal that was replaced */
async function openProposal(ctx: Context, classId: string, proposal: string): Promise<GradingRow> {
  const row = await ctx.store.gradings.byClass(classId);
  if (row === null || row.proposal !== proposal || row.state === 'returned')
    throw new RuleError('grade.proposal-changed', { classId });
  if (row.state !== 'proposed') throw new RuleError('grade.confirmed-already', { classId });
  return row;
}
