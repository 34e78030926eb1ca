import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { electedIn, votedOn } from '../../src/training/committee/election.ts';
import type { ElectionRow } from '../../src/training/committee/elections.ts';
import { postNaming } from '../../src/training/committee/members.ts';
import {
  confirmElection,
  giveElectionRefusal,
  refuseElection,
  sendElectionSheet,
} from '../../src/training/committee/presses.ts';
import { committeeStaffWords } from '../../src/training/committee/staff-words.ts';
import { turnoutOf } from '../../src/training/committee/turnout.ts';
import { membersText } from './committee-posts.ts';
import { closeElectionCards } from './election-change.ts';
import { dropBallots, namesOf, type OfClass, traineeIds } from './election-of.ts';

type Named = Readonly<{ classId: string; election: number }>;

/** `/竞选情况`, and the school's word on the result: nobody on whom was voted has one. */
export function electionResult(router: Router): void {
  router.command(
    {
      names: ['竞选情况', 'election-standing'],
      action: 'committee.read',
      right: 'class',
      args: [classArg()],
      example: '/竞选情况 {class}',
      about: '查看班委竞选的报名、投票人数和结果，可发送表格',
      next: '列出人数和结果；谁投了谁，任何人都不能查看。',
    },
    show,
  );
  router.sheet(sendElectionSheet, async (ctx, facts) => {
    const trainingClass = await allowedClass(ctx, 'committee.read', facts.classId);
    const row = await ctx.store.elections.byId(`${facts.classId}:${facts.election}`);
    if (row === null) throw new RuleError('committee.none', { classId: facts.classId });
    return committeeStaffWords.sheet(trainingClass, row, await namesOf(ctx, row), ctx.rulesOf(trainingClass).committee);
  });
  router.press(confirmElection, confirm);
  router.press(refuseElection, async (ctx, facts) => {
    const { row } = await toDecide(ctx, facts);
    if (row.state !== 'counted') return settleDecided(ctx);
    await ctx.expect(giveElectionRefusal.with(facts));
    await ctx.reply(committeeStaffWords.askRefusal);
  });
  router.press(giveElectionRefusal, refuse);
}

async function show(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const row = (await ctx.store.elections.ofClass(trainingClass._id)).at(-1);
  if (row === undefined) return ctx.reply(committeeStaffWords.noElection(trainingClass));
  const round = row.rounds.at(-1);
  const voted = round === undefined ? 0 : (await turnoutOf(ctx.store, row, round)).done;
  const { committee } = ctx.rulesOf(trainingClass);
  await ctx.reply(committeeStaffWords.standing(trainingClass, row, voted, await namesOf(ctx, row), committee));
}

/** An election that this person may decide; whose result it is decides nothing. */
async function toDecide(ctx: Context, { classId, election }: Named): Promise<OfClass> {
  const row = await ctx.requireFound(
    'committee.confirm',
    await ctx.store.elections.byId(`${classId}:${election}`),
    (found) => ({ classId, cadreIds: votedOn(found) }),
    new RuleError('committee.none', { classId }),
  );
  return { trainingClass: await heldClass(ctx, classId), row };
}

async function confirm(ctx: Context, facts: Named): Promise<void> {
  const { trainingClass, row: found } = await toDecide(ctx, facts);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.elections.act(found._id, ctx.update.id, (present) =>
    present.state === 'counted'
      ? { state: 'ended', entries: [...present.entries, { what: 'confirmed', ...by }] }
      : undefined,
  );
  if (row?.updates.includes(ctx.update.id) !== true) return settleDecided(ctx);
  await dropBallots(ctx, row);
  const people = await traineeIds(ctx, facts.classId);
  const elected = electedIn(row).filter(({ cadreId }) => people.includes(cadreId));
  const { by: namedBy, byUpdate, at: enteredAt } = by;
  await ctx.store.classes.nameKeepers(
    facts.classId,
    byUpdate,
    elected.map(({ post, cadreId }) => ({ ...postNaming(post), cadreId, by: namedBy, byUpdate, enteredAt })),
  );
  const present = (await ctx.store.classes.byId(facts.classId)) ?? trainingClass;
  const message = text(await membersText(ctx, present));
  const isElected = (cadreId: string) => elected.some((each) => each.cadreId === cadreId);
  await ctx.sendAll(
    people.map((cadreId) => ({
      ...{ cadreId, message, key: `election-confirmed:${row._id}:${cadreId}` as const },
      // Who was not elected reads it among the news of the week.
      urgency: isElected(cadreId) ? ('normal' as const) : ('low' as const),
    })),
  );
  await closeOthers(ctx, row, committeeStaffWords.confirmed);
  await ctx.settle(committeeStaffWords.confirmed);
  await ctx.reply(committeeStaffWords.confirmedReply(trainingClass, elected.length, people.length));
}

async function refuse(ctx: Context, facts: Named): Promise<void> {
  const { trainingClass, row: found } = await toDecide(ctx, facts);
  const reason = (ctx.words ?? '').trim();
  if (reason === '') throw new RuleError('committee.no-reason', {});
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.elections.act(found._id, ctx.update.id, (present) =>
    present.state === 'counted'
      ? {
          ...{ state: 'over', overFor: { reason: 'refused', words: reason } },
          entries: [...present.entries, { what: 'refused', ...by, words: reason }],
        }
      : undefined,
  );
  if (row?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.decided', {});
  await dropBallots(ctx, row);
  const key = `election-refused:${row._id}` as const;
  await ctx.send(trainingClass.teacherId, committeeStaffWords.refusedToTeacher(trainingClass, reason), key);
  await closeOthers(ctx, row, committeeStaffWords.refused);
  await ctx.reply(committeeStaffWords.refusedReply(trainingClass));
}

async function settleDecided(ctx: Context): Promise<void> {
  await ctx.settle(committeeStaffWords.decided);
  throw new RuleError('committee.decided', {});
}

/** The cards of everybody else who might decide. */
async function closeOthers(ctx: Context, row: ElectionRow, settled: string): Promise<void> {
  await closeElectionCards(ctx, row, [], settled);
  await settleCopies(ctx, ctx.person._id, committeeStaffWords.confirmId(row), settled);
}
