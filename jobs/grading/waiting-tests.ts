import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { Card } from '../../src/chat/message.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import type { JobContext } from '../job.ts';

/** The next digest takes what waited for so many days at most. */
const waitsDays = 14;

/** Results of tests of a class that wait for the next digest, by trainee: the card of the class's result tells them instead. */
export async function waitingTests(
  { store, now }: JobContext,
  classId: string,
  cadreIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeliveryRow[]>> {
  const since = beijingTime(addDays(beijingDateOf(now), -waitsDays), '00:00');
  const over = (await store.tests.ofClasses([classId])).filter(
    ({ state, closesAt }) => state === 'open' && closesAt >= since && closesAt <= now,
  );
  if (over.length === 0) return new Map();
  const keys = over.flatMap(({ _id }) => cadreIds.map((cadreId) => `test-result:${_id}:${cadreId}`));
  const waiting = (await store.deliveries.many(keys)).filter(({ state, unsure }) => state === 'due' && !unsure);
  const byTrainee = new Map<string, DeliveryRow[]>();
  for (const row of waiting) byTrainee.set(row.cadreId, [...(byTrainee.get(row.cadreId) ?? []), row]);
  return byTrainee;
}

/** What the card of the result takes over: lines and buttons. */
export function takenOver(waiting: readonly DeliveryRow[]): Pick<Card, 'lines' | 'buttons'> {
  const cards = waiting.flatMap(({ message }) => (message.kind === 'card' ? [message] : []));
  return { lines: cards.flatMap(({ lines }) => lines), buttons: cards.flatMap(({ buttons }) => buttons) };
}

/** Those that the result's card, as it was stored, tells are sent by themselves no more. */
export async function endToldTests(
  ctx: JobContext,
  waiting: ReadonlyMap<string, readonly DeliveryRow[]>,
  keyOf: (cadreId: string) => string,
): Promise<void> {
  if (waiting.size === 0) return;
  const cards = await ctx.store.deliveries.many([...waiting.keys()].map(keyOf));
  for (const [cadreId, rows] of waiting) {
    const card = cards.find(({ _id }) => _id === keyOf(cadreId));
    for (const row of rows)
      if (card !== undefined && linesOf(row).every((line) => linesOf(card).includes(line)))
        await ctx.closeCard(row, '', `told:${card._id}`);
  }
}

function linesOf({ message }: DeliveryRow): readonly string[] {
  return message.kind === 'card' ? message.lines : [];
}
