import { addDays, beijingDateOf } from '../src/calendar/beijing-time.ts';
import { cardCode } from '../src/chat/message.ts';
import { dayCardId } from '../src/training/attendance/day-words.ts';
import type { JobContext } from './job.ts';

/**
 * Who needs no reminder of a task: the cards of the class's days carry it, and the one of yesterday or today that told of it reached them.
 * @param cardId - of the task's card
 */
export async function toldByDayCards(
  { store, now }: Pick<JobContext, 'store' | 'now'>,
  classId: string,
  cardId: string,
): Promise<Set<string>> {
  const carried = (await store.sentCards.carriedBy(classId)).filter((row) => row.cardCode === cardCode(cardId));
  if (carried.length === 0) return new Set();
  const todayOn = beijingDateOf(now);
  const people = carried.map(({ cadreId }) => cadreId);
  const days = [addDays(todayOn, -1), todayOn].map((dateOn) => cardCode(dayCardId(classId, dateOn)));
  const cards = (await Promise.all(days.map((code) => store.sentCards.copies(people, code)))).flat();
  const isTold = (cadreId: string, order: number) =>
    cards.some((card) => card.cadreId === cadreId && card.state === 'sent' && card.order > order);
  return new Set(carried.filter(({ cadreId, order }) => isTold(cadreId, order)).map(({ cadreId }) => cadreId));
}
