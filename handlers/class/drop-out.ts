import { classArg, personArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { closeTasks, settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { PlaceDecision } from '../../src/training/class/drop-out.ts';
import { dropOutProposals } from '../../src/training/class/drop-out-proposal.ts';
import { dropOutCardId, dropOutWords } from '../../src/training/class/drop-out-words.ts';
import type { EnrollmentRow } from '../../src/training/class/enrollments.ts';
import { askPlaceKept, confirmDropOut, dropDropOut, givePlaceKept } from '../../src/training/class/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { giveSeatBack, takeSeatAgain } from '../electives/seats.ts';
import { leaveExchange } from '../exchange/leaving-trainee.ts';
import { closeAskedLeave } from '../leave/leave-steps.ts';

const mostReasonLetters = 100;

interface Place {
  trainingClass: ClassRow;
  person: CadreRow;
  row: EnrollmentRow;
}

/** The organisation department decides, with a reason, whether somebody leaves a class; nobody leaves it by reckoning. */
export function dropOut(router: Router): void {
  router.command(
    {
      names: ['退学', 'drop-out'],
      action: 'trainee.drop-out',
      right: 'class',
      args: [classArg(), personArg('person', '姓名'), reasonArg],
      missing: '请写明姓名和理由。',
      example: '/退学 {class} {trainee} 请假超过总学时的1/7',
      about: '对学员按退学处理，写明理由',
      next: '先预览，确认后告知本人和所在单位；恢复用“/保留学籍”。',
    },
    async (ctx, { trainingClass, person, reason }) => {
      const place = await placeOf(ctx, { classId: trainingClass._id, cadreId: person._id });
      if (place.row.state === 'withdrawn') throw new RuleError('trainee.out-already', { name: person.name });
      const unit = (await ctx.store.units.byId(person.unitId))?.name ?? '';
      const about = { cadreId: person._id, name: person.name, unit };
      await ctx.reply(dropOutWords.preview(ctx.update.id, trainingClass, about, reason));
    },
  );
  router.command(
    {
      names: ['保留学籍', 'keep-place', '恢复学籍'],
      action: 'trainee.drop-out',
      right: 'class',
      args: [classArg(), personArg('person', '姓名'), reasonArg],
      missing: '请写明姓名和理由。',
      example: '/保留学籍 {class} {trainee} 公务请假已补课',
      about: '决定应退学的学员继续参加，或恢复已退学的学员',
      next: '立即生效，告知本人和所在单位；有变化用“/退学”。',
    },
    async (ctx, { trainingClass, person, reason }) =>
      keep(ctx, await placeOf(ctx, { classId: trainingClass._id, cadreId: person._id }), reason),
  );
  router.preview(
    { confirm: confirmDropOut, drop: dropDropOut, shown: placeOf, dropped: dropOutWords.dropped },
    (ctx, place, { reason }) => takeOut(ctx, place, reason),
  );
  router.press(askPlaceKept, async (ctx, about) => {
    await placeOf(ctx, about);
    await ctx.expect(givePlaceKept.with(about));
    await ctx.reply(dropOutWords.askKept);
  });
  router.press(givePlaceKept, async (ctx, about) => {
    const reason = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
    if (reason === '') throw new RuleError('trainee.no-reason', {});
    await keep(ctx, await placeOf(ctx, about), reason);
  });
}

async function takeOut(ctx: Context, { trainingClass, person, row }: Place, reason: string): Promise<void> {
  await decide(ctx, row, 'droppedOut', reason);
  await giveSeatBack(ctx, trainingClass, person._id, reason);
  await leaveExchange(ctx, trainingClass._id, person._id);
  const leaves = await closeAskedLeave(ctx, trainingClass, person._id);
  await closeTasks(ctx, trainingClass._id, dropOutWords.decided(person.name), person._id);
  await tell(
    ctx,
    { trainingClass, person, row },
    {
      trainee: dropOutWords.toTrainee(trainingClass, reason, leaveWords.closed(leaves)),
      unit: dropOutWords.toUnit(trainingClass, person.name, reason),
      settled: dropOutWords.decided(person.name),
    },
  );
  await ctx.reply(dropOutWords.decidedReply(trainingClass, person.name));
}

async function keep(ctx: Context, { trainingClass, person, row }: Place, reason: string): Promise<void> {
  const isOut = row.state === 'withdrawn';
  const wasRestored = row.decisions?.some(({ byUpdate, what }) => byUpdate === ctx.update.id && what === 'restored');
  await decide(ctx, row, isOut || wasRestored === true ? 'restored' : 'kept', reason);
  await takeSeatAgain(ctx, trainingClass, person._id);
  await tell(
    ctx,
    { trainingClass, person, row },
    {
      trainee: dropOutWords.keptToTrainee(trainingClass, reason),
      unit: dropOutWords.keptToUnit(trainingClass, person.name, reason),
      settled: dropOutWords.kept(person.name),
    },
  );
  await ctx.reply(dropOutWords.keptReply(trainingClass, person.name));
}

async function decide(ctx: Context, row: EnrollmentRow, what: PlaceDecision['what'], reason: string): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const decided = await ctx.store.enrollments.decide(row.classId, row.cadreId, { what, ...by, reason });
  if (decided?.decisions?.some(({ byUpdate }) => byUpdate === ctx.update.id) !== true)
    throw new RuleError('trainee.decided-already', { name: row.name });
}

/** The person and their unit hear the decision and why; the cards that asked for it are closed. */
async function tell(
  ctx: Context,
  { trainingClass, person, row }: Place,
  said: { trainee: string; unit: string; settled: string },
): Promise<void> {
  const key = `${row._id}:${ctx.update.id}`;
  await ctx.send(person._id, said.trainee, `drop-out:${key}`);
  const unit = await ctx.store.units.byId(person.unitId);
  for (const id of new Set([unit?.headId, unit?.liaisonId]))
    if (id !== undefined && id !== person._id) await ctx.send(id, said.unit, `drop-out-unit:${key}:${id}`);
  await ctx.settle(said.settled);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await settleCopies(ctx, _id, dropOutCardId(trainingClass._id, person._id), said.settled);
}

/** Somebody's place in a class, if this person may decide about it. @throws RuleError `trainee.unknown` */
async function placeOf(
  ctx: Context,
  { classId, cadreId }: Pick<Facts<typeof confirmDropOut>, 'classId' | 'cadreId'>,
): Promise<Place> {
  const trainingClass = await allowedClass(ctx, 'trainee.drop-out', classId);
  await ctx.require('trainee.drop-out', { classId, cadreId });
  refuseWhenGraded(trainingClass);
  const row = await ctx.store.enrollments.byId(classId, cadreId);
  const person = await ctx.store.cadres.byId(cadreId);
  if (row === null || person === null) throw new RuleError('trainee.unknown', { name: person?.name ?? '', classId });
  return { trainingClass, person, row };
}

/** Asks the organisation department whether somebody leaves the class. @param about - what brought it up, e.g. the leave */
export async function proposeDropOut(
  ctx: Context,
  trainingClass: ClassRow,
  cadreId: string,
  why: { reason: string; about: string },
): Promise<void> {
  await ctx.sendAll(await dropOutProposals(ctx.store, trainingClass, cadreId, why));
}

/** The same, unless it is asked already. */
export async function proposeUnlessAsked(
  ctx: Context,
  trainingClass: ClassRow,
  cadreId: string,
  why: { reason: string; about: string },
): Promise<void> {
  const { cadres, sentCards } = ctx.store;
  const staff = (await cadres.withRole('orgDept')).map(({ _id }) => _id);
  const copies = await sentCards.copies(staff, cardCode(dropOutCardId(trainingClass._id, cadreId)));
  if (!copies.some(({ open }) => open === true)) await proposeDropOut(ctx, trainingClass, cadreId, why);
}
