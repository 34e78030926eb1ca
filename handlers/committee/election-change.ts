import { classArg, dateArg, oneOfArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { ballotWords } from '../../src/training/committee/ballot-words.ts';
import type { ElectionRow } from '../../src/training/committee/elections.ts';
import { isGoingOn } from '../../src/training/committee/elections.ts';
import { cancelElection, keepElection } from '../../src/training/committee/presses.ts';
import { committeeStaffWords } from '../../src/training/committee/staff-words.ts';
import { turnoutOf } from '../../src/training/committee/turnout.ts';
import { committeeWords } from '../../src/training/committee/words.ts';
import { dropBallots, namesOf, presentElection, traineeIds } from './election-of.ts';
import { refuseBadTimes } from './election-open.ts';

const fields = { 报名截止: 'nominatesUntil', 投票截止: 'votesUntil' } as const;
type Field = (typeof fields)[keyof typeof fields];

/** `/改竞选`: another end of coming forward or of voting; `/取消竞选`: no election, and ballots that were cast are destroyed. */
export function electionChange(router: Router): void {
  router.command(
    {
      names: ['改竞选', 'change-election'],
      action: 'committee.manage',
      right: 'class',
      args: [
        classArg(),
        oneOfArg(
          'field',
          '报名截止|投票截止',
          fieldNamed,
          (typed) => `没有“${typed}”这一项，可改的有报名截止、投票截止。`,
        ),
        dateArg('dateOn', '日期'),
      ],
      missing: '请写明改哪一项、改到哪一天。',
      example: '/改竞选 {class} 投票截止 后天',
      about: '变更班委竞选的报名截止或投票截止',
      next: '立即变更，告知学员。',
    },
    change,
  );
  router.command(
    {
      names: ['取消竞选', 'cancel-election'],
      action: 'committee.manage',
      right: 'class',
      args: [classArg(), reasonArg],
      missing: '请写明理由。',
      example: '/取消竞选 {class} 改由班会推选',
      about: '取消正在进行的班委竞选，已投的选票销毁',
      next: '先预览，确认后告知学员；可以重新组织。',
    },
    previewCancelling,
  );
  router.preview(
    { confirm: cancelElection, drop: keepElection, shown: going, dropped: committeeStaffWords.kept },
    cancel,
  );
}

function fieldNamed(word: string): Field | undefined {
  return Object.entries(fields).find(([name]) => typedWord(name) === word)?.[1];
}

async function going(ctx: Context, { classId }: { classId: string }) {
  const trainingClass = await allowedClass(ctx, 'committee.manage', classId);
  return { trainingClass, row: await presentElection(ctx, classId) };
}

async function change(
  ctx: Context,
  { trainingClass, field, dateOn }: { trainingClass: ClassRow; field: Field; dateOn: string },
): Promise<void> {
  const row = await presentElection(ctx, trainingClass._id);
  const until = beijingTime(dateOn, ctx.rulesOf(trainingClass).committee.byClock);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) => {
    if (!isGoingOn(present) || present.state === 'counted') return undefined;
    if (field === 'nominatesUntil' && present.state !== 'nominating')
      throw new RuleError('committee.not-nominating', {});
    // Boxes may be closed already, and nobody would vote any more.
    if (present.state === 'voting' && present.votesUntil <= ctx.now) throw new RuleError('committee.counting', {});
    const next = timesWith(ctx, trainingClass, present, field, until);
    return { ...next, entries: [...present.entries, { what: field, ...by, words: until.toISOString() }] };
  });
  if (changed?.updates.includes(ctx.update.id) !== true)
    throw new RuleError('committee.none', { classId: trainingClass._id });
  const what = field === 'nominatesUntil' ? '报名截止' : '投票截止';
  const people = await traineeIds(ctx, trainingClass._id);
  await carryOn(ctx, trainingClass, changed, people);
  const message = text(committeeWords.changed(trainingClass, what, until));
  await ctx.sendAll(
    people.map((cadreId) => ({ cadreId, message, key: `election-changed:${ctx.update.id}:${cadreId}` as const })),
  );
  await ctx.reply(committeeStaffWords.changedReply(trainingClass, what, until));
}

/** What the cards of the class's days tell of has the new time. */
async function carryOn(
  ctx: Context,
  trainingClass: ClassRow,
  row: ElectionRow,
  people: readonly string[],
): Promise<void> {
  const { sentCards } = ctx.store;
  const nameOf = await namesOf(ctx, row);
  const round = row.rounds.at(-1);
  const turnout = round && (await turnoutOf(ctx.store, row, round));
  for (const cadreId of people) {
    const card = committeeWords.card(trainingClass, row, cadreId, nameOf);
    await sentCards.carryUntil(`election:${row._id}:${cadreId}`, row.nominatesUntil, card);
    const next = turnout?.nextFor(cadreId);
    if (round === undefined || next === undefined) continue;
    const ballot = ballotWords.card(trainingClass, row, round, next, nameOf);
    await sentCards.carryUntil(`election-ballot:${row._id}:${round.number}:${cadreId}`, round.closesAt, ballot);
  }
}

/** The election with another end; where coming forward ends later than voting would, voting ends as much later. @throws RuleError `committee.bad-times` */
function timesWith(
  ctx: Context,
  trainingClass: ClassRow,
  present: ElectionRow,
  field: Field,
  until: Date,
): Pick<ElectionRow, 'nominatesUntil' | 'votesUntil' | 'rounds'> {
  const { nominatesUntil, votesUntil, rounds } = present;
  const later = new Date(votesUntil.getTime() + Math.max(0, until.getTime() - nominatesUntil.getTime()));
  const next =
    field === 'votesUntil'
      ? { nominatesUntil, votesUntil: until }
      : { nominatesUntil: until, votesUntil: until < votesUntil ? votesUntil : later };
  const from = present.state === 'nominating' ? next.nominatesUntil : new Date(ctx.now.getTime() + 1);
  refuseBadTimes(ctx, trainingClass, from, next.votesUntil);
  const round = rounds.at(-1);
  return {
    ...next,
    rounds: round === undefined ? [] : [...rounds.slice(0, -1), { ...round, closesAt: next.votesUntil }],
  };
}

async function previewCancelling(
  ctx: Context,
  { trainingClass, reason }: { trainingClass: ClassRow; reason: string },
): Promise<void> {
  const row = await presentElection(ctx, trainingClass._id);
  const facts = { classId: trainingClass._id, election: row.number, reason };
  const presses = { confirm: cancelElection.with(facts), drop: keepElection.with(facts) };
  const people = (await traineeIds(ctx, trainingClass._id)).length;
  await ctx.reply(committeeStaffWords.cancelPreview(ctx.update.id, trainingClass, reason, people, presses));
}

async function cancel(
  ctx: Context,
  { trainingClass, row }: { trainingClass: ClassRow; row: ElectionRow },
  { election, reason }: Facts<typeof cancelElection>,
): Promise<void> {
  const classId = trainingClass._id;
  if (row.number !== election) throw new RuleError('committee.none', { classId });
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) =>
    isGoingOn(present)
      ? {
          ...{ state: 'over', overFor: { reason: 'cancelled', words: reason } },
          entries: [...present.entries, { what: 'cancelled', ...by, words: reason }],
        }
      : undefined,
  );
  if (changed?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.none', { classId });
  await dropBallots(ctx, changed);
  const people = await traineeIds(ctx, classId);
  await closeElectionCards(ctx, changed, people, committeeWords.cancelledCard);
  const message = text(committeeWords.cancelled(trainingClass, reason));
  await ctx.sendAll(
    people.map((cadreId) => ({ cadreId, message, key: `election-cancelled:${changed._id}:${cadreId}` as const })),
  );
  await ctx.settle(committeeStaffWords.cancelled);
  await ctx.reply(committeeStaffWords.cancelledReply(trainingClass, people.length));
}

/** No card of the election waits any longer. */
export async function closeElectionCards(
  ctx: Context,
  row: ElectionRow,
  people: readonly string[],
  settled: string,
): Promise<void> {
  const cards = [committeeWords.cardId(row), ...row.rounds.map((round) => ballotWords.cardId(row, round))];
  for (const cadreId of people) for (const card of cards) await settleCopies(ctx, cadreId, card, settled);
  for (const { cadreId, post } of row.candidacies)
    await settleCopies(ctx, cadreId, committeeWords.proposedId(row, { cadreId, post }), settled);
  for (const { _id } of await ctx.store.cadres.withRole('partySchool'))
    await settleCopies(ctx, _id, committeeStaffWords.confirmId(row), settled);
}
