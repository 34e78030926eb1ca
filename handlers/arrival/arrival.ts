import { classArg, optional, traineesArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, formatDay } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { RuleError } from '../../src/errors.ts';
import { arrivalSheet, type Comer } from '../../src/training/arrival/arrival-sheet.ts';
import { comersOf } from '../../src/training/arrival/comers.ts';
import { missingBasis } from '../../src/training/arrival/missing.ts';
import {
  allArrived,
  askMissing,
  dropMarking,
  giveMissing,
  markArrived,
  sendArrivals,
} from '../../src/training/arrival/presses.ts';
import { arrivalRollId, arrivalWords } from '../../src/training/arrival/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { marking } from './arrival-undo.ts';
import { noteArrival } from './note-arrival.ts';

/** `/报到`: who comes with what and who is there; the staff of the class mark whoever arrived, all but some at once. */
export function arrival(router: Router): void {
  router.command(
    {
      names: ['报到', 'arrival'],
      action: 'arrival.read',
      right: 'class',
      args: [classArg(), optional(traineesArg(() => false, { mayEnd: true }))],
      example: '/报到 {class}',
      about: '查看报到、住宿、用餐和车辆情况；写姓名的，登记其已报到',
      next: '先看合计和未报到人员，可一次登记全部或除个别人外的全部。',
    },
    (ctx, { trainingClass, trainees }) =>
      trainees === undefined ? show(ctx, trainingClass) : markNamed(ctx, trainingClass, trainees),
  );
  router.sheet(sendArrivals, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'arrival.read', classId);
    return arrivalSheet(trainingClass, await comersOf(ctx.store, trainingClass._id));
  });
  router.press(allArrived, async (ctx, { classId, ...shown }) => {
    const trainingClass = await allowedClass(ctx, 'arrival.mark', classId);
    await markAllBut(ctx, trainingClass, [], shown);
  });
  router.press(askMissing, async (ctx, about) => {
    await allowedClass(ctx, 'arrival.mark', about.classId);
    await ctx.expect(giveMissing.with(about));
    await ctx.reply(arrivalWords.askMissing);
  });
  router.press(giveMissing, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'arrival.mark', classId);
    const open = await missingOf(ctx, trainingClass);
    const missing = typedNames(ctx.words ?? '').map((name) => meant(open, name, classId));
    const basis = missingBasis(await allMissing(ctx, trainingClass));
    await ctx.reply(arrivalWords.markPreview(ctx.update.id, trainingClass, missing, open.length, basis));
  });
  router.preview(
    {
      confirm: markArrived,
      drop: dropMarking,
      shown: async (ctx, { classId }) => allowedClass(ctx, 'arrival.mark', classId),
      dropped: arrivalWords.dropped,
    },
    (ctx, trainingClass, { missing, ...shown }) => markAllBut(ctx, trainingClass, missing.split(','), shown),
  );
}

async function show(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const comers = await comersOf(ctx.store, trainingClass._id);
  const mayMark = await ctx.may('arrival.mark', { classId: trainingClass._id, cadreIds: [] });
  await ctx.reply(arrivalWords.roll(trainingClass, comers, mayMark && hasBegun(ctx, trainingClass)));
}

/** Those who have not arrived, without whoever asks: nobody marks themselves. */
async function missingOf(ctx: Context, trainingClass: ClassRow): Promise<Comer[]> {
  return (await allMissing(ctx, trainingClass)).filter(({ cadreId }) => cadreId !== ctx.person._id);
}

async function allMissing(ctx: Context, trainingClass: ClassRow): Promise<Comer[]> {
  return (await comersOf(ctx.store, trainingClass._id)).filter(({ hasArrived }) => !hasArrived);
}

function typedNames(said: string): string[] {
  return said
    .replace(/^.*?[：:]/u, '')
    .split(/[\s、，,；;。]+/u)
    .map(typedWord)
    .filter((word) => word !== '');
}

function meant(open: readonly Comer[], name: string, classId: string): Comer {
  const [only, second] = namedAs(open, name);
  if (only === undefined) throw new RuleError('trainee.unknown', { name, classId });
  if (second === undefined) return only;
  const choices = namedAs(open, name).map((each) => `${each.cadreId}　${each.name}　${each.unit}`);
  throw new RuleError('person.ambiguous', { name, choices: choices.join('\n') });
}

/** Marks everybody as arrived who was not, but for some; where others are missing by now than were shown, it is shown anew. */
async function markAllBut(
  ctx: Context,
  trainingClass: ClassRow,
  missing: readonly string[],
  { people, basis }: { people: number; basis?: string | undefined },
): Promise<void> {
  const classId = trainingClass._id;
  refuseBefore(ctx, trainingClass);
  const isDone = (await markedBy(ctx, classId, ctx.update.id)).length > 0;
  const open = await missingOf(ctx, trainingClass);
  const isAsShown =
    basis === undefined ? open.length === people : missingBasis(await allMissing(ctx, trainingClass)) === basis;
  if (!isDone && !isAsShown) {
    await ctx.settle(arrivalWords.changedSettled);
    await ctx.reply(arrivalWords.changed);
    return show(ctx, trainingClass);
  }
  const wanted = open.filter(({ cadreId }) => !missing.includes(cadreId));
  await ctx.require('arrival.mark', { classId, cadreIds: wanted.map(({ cadreId }) => cadreId) });
  for (const { cadreId } of wanted) await noteArrival(ctx, { classId, cadreId }, true, ctx.update.id);
  await finish(ctx, trainingClass, ctx.update.id);
}

async function markNamed(ctx: Context, trainingClass: ClassRow, trainees: readonly CadreRow[]): Promise<void> {
  const classId = trainingClass._id;
  await ctx.require('arrival.mark', { classId, cadreIds: trainees.map(({ _id }) => _id) });
  refuseBefore(ctx, trainingClass);
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: arrivalWords.marking },
    find: async ({ _id, name }, entryId) => {
      const said = await ctx.store.arrivals.byId(classId, _id);
      const isMine = said?.changes.some(({ byUpdate }) => byUpdate === entryId);
      if (said?.arrivedAt !== undefined && !isMine) throw new RuleError('arrival.there-already', { name });
    },
    enter: async ({ _id, name }, _, entryId) => {
      await noteArrival(ctx, { classId, cadreId: _id }, true, entryId);
      return arrivalWords.markedOne(name);
    },
    answer: (sentence, _, update) => replyWithUndo(ctx, sentence, marking, { classId, update }),
    finish: async () => closeRoll(ctx, trainingClass),
  });
}

/** Says how many were marked and who is missing, with the button that takes it back. */
async function finish(ctx: Context, trainingClass: ClassRow, update: string): Promise<void> {
  const { _id: classId } = trainingClass;
  const people = (await markedBy(ctx, classId, update)).length;
  await ctx.settle(arrivalWords.marked(people));
  await closeRoll(ctx, trainingClass);
  const missing = (await comersOf(ctx.store, trainingClass._id)).filter(({ hasArrived }) => !hasArrived).length;
  const answer = arrivalWords.markedReply(trainingClass, people, missing);
  await replyWithUndo(ctx, answer, marking, { classId, update });
}

async function markedBy({ store }: Context, classId: string, update: string) {
  const rows = await store.arrivals.ofClass(classId);
  return rows.filter(({ changes }) => changes.some(({ byUpdate }) => byUpdate === update));
}

/** Nobody is asked again once everybody has arrived. */
async function closeRoll(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const missing = (await comersOf(ctx.store, trainingClass._id)).filter(({ hasArrived }) => !hasArrived).length;
  const staff = missing === 0 ? [ctx.person._id, trainingClass.teacherId] : [ctx.person._id];
  for (const cadreId of new Set(staff))
    await settleCopies(ctx, cadreId, arrivalRollId(trainingClass._id), arrivalWords.seen(missing));
}

function hasBegun(ctx: Context, { opensOn }: ClassRow): boolean {
  return beijingDateOf(ctx.now) >= opensOn;
}

/** @throws RuleError `arrival.not-begun` */
function refuseBefore(ctx: Context, trainingClass: ClassRow): void {
  if (!hasBegun(ctx, trainingClass))
    throw new RuleError('arrival.not-begun', { day: formatDay(trainingClass.opensOn) });
}
