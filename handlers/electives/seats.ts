import type { Context } from '../../src/bot/context.ts';
import { closeTasks } from '../../src/bot/open-cards.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  type By,
  type Choice,
  dropOut,
  type Elective,
  giveSeats,
  restore,
} from '../../src/training/electives/elective.ts';
import { offerBy } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { followChoice } from '../../src/training/electives/following.ts';
import { offerKey } from '../../src/training/electives/message-keys.ts';
import { electivePeopleWords } from '../../src/training/electives/people-words.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import { roomOf } from './own-elective.ts';

/** Whoever acts, for the record of what they do. */
export function actBy(ctx: Context): By {
  return { at: ctx.now, by: ctx.person._id, byUpdate: ctx.update.id };
}

/** What makes of the choices after an act those with the seats that became free offered to who waits and may take one. */
export async function seatsGiver(
  ctx: Context,
  trainingClass: ClassRow,
): Promise<(elective: Elective, choices: Choice[]) => Choice[]> {
  const until = offerBy(ctx.now, trainingClass, ctx.rulesOf(trainingClass).electives);
  const { fullWith } = await roomOf(ctx, trainingClass);
  const by = { at: ctx.now, byUpdate: ctx.update.id };
  return (elective, choices) => giveSeats({ ...elective, choices }, by, until, fullWith);
}

/** Sends each offer that stands; one that was sent is not sent again. */
export async function sendOffers(ctx: Context, trainingClass: ClassRow, { choices }: Pick<ElectiveRow, 'choices'>) {
  for (const choice of choices.filter(({ state }) => state === 'offered'))
    await ctx.send(
      choice.cadreId,
      electiveWords.offer(trainingClass, choice),
      offerKey(trainingClass._id, choice),
      choice.offerBy,
    );
}

/** What follows when somebody is in the class no longer: no trainee, nothing asked of them, the seat offered to the next. */
export async function afterLeaving(ctx: Context, trainingClass: ClassRow, row: ElectiveRow, cadreId: string) {
  await followChoice(ctx.store, trainingClass._id, cadreId, ctx.now);
  await closeTasks(ctx, trainingClass._id, electiveWords.offerOver, cadreId);
  await closeRequest(ctx, trainingClass._id, cadreId, electivePeopleWords.outAlready);
  await sendOffers(ctx, trainingClass, row);
}

/** Somebody leaves a class that has not begun by a decision (退学): the seat is offered to whoever waits longest. */
export async function giveSeatBack(
  ctx: Context,
  trainingClass: ClassRow,
  cadreId: string,
  reason: string,
): Promise<void> {
  const { _id: classId } = trainingClass;
  if (beijingDateOf(ctx.now) >= trainingClass.opensOn) return;
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    const choices = dropOut(present, cadreId, { ...actBy(ctx), reason });
    return choices && { choices: withSeatsGiven(present, choices) };
  });
  if (row?.updates.includes(ctx.update.id) === true) await afterLeaving(ctx, trainingClass, row, cadreId);
}

/** Whoever is back has the seat again. */
export async function takeSeatAgain(ctx: Context, { _id: classId }: ClassRow, cadreId: string): Promise<void> {
  await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    const choices = restore(present, cadreId, actBy(ctx));
    return choices && { choices };
  });
}

/** Closes the card on which a request to leave is decided, on whosever screen it is, but for the pressed one. */
export async function closeRequest(ctx: Context, classId: string, cadreId: string, settled: string): Promise<void> {
  const id = electivePeopleWords.leavingId(classId, cadreId);
  for (const row of await ctx.store.sentCards.tasksOfClass(classId, ctx.update.id)) {
    const { message } = row;
    const isPressed = row._id === ctx.pressed?.delivery?._id;
    if (message.kind === 'card' && message.id === id && !isPressed) await ctx.reviseCard(row, { ...message, settled });
  }
}
