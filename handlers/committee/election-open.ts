import { classArg, isDate } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { carriedByDays, whenTold } from '../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { ElectionRow } from '../../src/training/committee/elections.ts';
import { isGoingOn } from '../../src/training/committee/elections.ts';
import { readPosts } from '../../src/training/committee/post-names.ts';
import { dropOpening, openElection } from '../../src/training/committee/presses.ts';
import { committeeStaffWords } from '../../src/training/committee/staff-words.ts';
import { committeeWords } from '../../src/training/committee/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { namesOf, traineeIds } from './election-of.ts';

type Plan = Pick<ElectionRow, 'posts' | 'nominatesUntil' | 'votesUntil'>;

/** Posts, and the last days of coming forward and of voting, in any order; what is not written follows from the rules. */
const planArg: Argument<'typed', { words: readonly string[]; days: readonly string[] }> = {
  key: 'typed',
  usage: '[职务、职务…] [报名截止日期] [投票截止日期]',
  take(words, ctx) {
    const typed = words.rest();
    const days = typed.filter((word) => isDate(word, ctx));
    return () => ({
      words: typed.filter((word) => !days.includes(word)),
      days: days.map((day) => readTypedDate(day, beijingDateOf(ctx.saidAt))).sort(),
    });
  },
};

/** `/班委竞选`: the class teacher opens an election of the class committee; shown first, then told to the class. */
export function electionOpen(router: Router): void {
  router.command(
    {
      names: ['班委竞选', 'election'],
      action: 'committee.manage',
      right: 'class',
      args: [classArg(), planArg],
      example: '/班委竞选 {class} 班长、学习委员',
      about: '组织班委竞选：报名推荐、不记名投票、计票、报党校审定',
      next: '先预览，确认后告知学员；查看进展用“/竞选情况”。',
    },
    preview,
  );
  router.press(openElection, carryOut);
  router.press(dropOpening, async (ctx, { classId }) => {
    await allowedClass(ctx, 'committee.manage', classId);
    await ctx.settle(committeeStaffWords.openDropped);
  });
}

async function preview(
  ctx: Context,
  { trainingClass, typed }: { trainingClass: ClassRow; typed: { words: readonly string[]; days: readonly string[] } },
): Promise<void> {
  const classId = trainingClass._id;
  await refuseUnlessFree(ctx, trainingClass);
  const rules = ctx.rulesOf(trainingClass).committee;
  const posts = readPosts(typed.words, rules);
  const [first, second] = typed.days;
  const nominatesOn = first ?? addWorkingDays(beijingDateOf(ctx.now), rules.nominationWorkingDays);
  const votesOn = second ?? addWorkingDays(nominatesOn, rules.votingWorkingDays);
  const [nominatesUntil, votesUntil] = [beijingTime(nominatesOn, rules.byClock), beijingTime(votesOn, rules.byClock)];
  refuseBadTimes(ctx, trainingClass, nominatesUntil, votesUntil);
  const facts = {
    ...{ classId, posts: posts.join('、') },
    ...{ nominatesUntil: nominatesUntil.toISOString(), votesUntil: votesUntil.toISOString() },
  };
  const presses = { confirm: openElection.with(facts), drop: dropOpening.with(facts) };
  const people = (await traineeIds(ctx, classId)).length;
  refuseFewVoters(trainingClass, people, rules.leastVoters);
  await ctx.reply(
    committeeStaffWords.openPreview(
      ctx.update.id,
      trainingClass,
      { posts, nominatesUntil, votesUntil },
      people,
      presses,
    ),
  );
}

async function carryOut(ctx: Context, facts: Facts<typeof openElection>): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'committee.manage', facts.classId);
  const classId = trainingClass._id;
  const rules = ctx.rulesOf(trainingClass).committee;
  const plan: Plan = {
    posts: readPosts([facts.posts], rules),
    nominatesUntil: new Date(facts.nominatesUntil),
    votesUntil: new Date(facts.votesUntil),
  };
  refuseWhenGraded(trainingClass);
  refuseBadTimes(ctx, trainingClass, plan.nominatesUntil, plan.votesUntil);
  const people = await traineeIds(ctx, classId);
  refuseFewVoters(trainingClass, people.length, rules.leastVoters);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.elections.open(
    { classId, ...plan, openedBy: ctx.person._id, openedAt: ctx.now },
    { what: 'opened', ...by },
  );
  if (row === undefined) throw new RuleError('committee.going-on', { classId });
  const nameOf = await namesOf(ctx, row);
  const times = { askedAt: ctx.now, closesAt: row.nominatesUntil };
  const carried = await carriedByDays(ctx.store, classId, ctx.rulesOf(trainingClass).reminders, times);
  await ctx.sendAll(
    people.map((cadreId) => ({
      ...{ cadreId, message: committeeWords.card(trainingClass, { ...row, candidacies: [] }, cadreId, nameOf) },
      ...{ key: `election:${row._id}:${cadreId}` as const, expiresAt: row.nominatesUntil },
      ...carried,
    })),
  );
  await ctx.settle(committeeStaffWords.opened);
  await ctx.reply(committeeStaffWords.openedReply(trainingClass, people.length, whenTold(carried, ctx.isQuietTime())));
}

/** @throws RuleError `committee.going-on`, and where the class is graded */
async function refuseUnlessFree(ctx: Context, trainingClass: ClassRow): Promise<void> {
  refuseWhenGraded(trainingClass);
  const last = (await ctx.store.elections.ofClass(trainingClass._id)).at(-1);
  if (last !== undefined && isGoingOn(last)) throw new RuleError('committee.going-on', { classId: trainingClass._id });
}

/** @throws RuleError `committee.few-voters` */
function refuseFewVoters({ _id: classId }: ClassRow, voters: number, least: number): void {
  if (voters < least) throw new RuleError('committee.few-voters', { classId, voters, least });
}

/** @throws RuleError `committee.bad-times` */
export function refuseBadTimes(ctx: Context, { closesOn }: ClassRow, nominatesUntil: Date, votesUntil: Date): void {
  const areFit = ctx.now < nominatesUntil && nominatesUntil < votesUntil && beijingDateOf(votesUntil) <= closesOn;
  if (!areFit) throw new RuleError('committee.bad-times', {});
}
