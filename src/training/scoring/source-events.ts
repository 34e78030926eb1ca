import type { ScoreEvent } from './score-event.ts';
import { reversalOf, settledEvents } from './score-event.ts';
import { asScoreEvent, type ScoreEventStore, scoreEventRow } from './score-events.ts';

/**
 * Makes these the standing events of one source, e.g. a work or a test: what is missing is added, what stands and is not among them is
 * reversed. Done again it changes nothing.
 */
export async function standAs(
  store: { scoreEvents: ScoreEventStore },
  of: { classId: string; cadreId: string; source: string },
  wanted: readonly ScoreEvent[],
  by: { reason: string; authorId: string; at: Date },
): Promise<void> {
  const present = (await store.scoreEvents.ofTrainee(of.classId, of.cadreId)).map(asScoreEvent);
  const ids = new Set(wanted.map(({ eventId }) => eventId));
  const over = settledEvents(present).standing.filter((each) => each.source === of.source && !ids.has(each.eventId));
  const reversals = over.map((event) => reversalOf(event, by.reason, by.authorId, by.at));
  await store.scoreEvents.add([...wanted, ...reversals].map((event) => scoreEventRow(of.classId, event)));
}
