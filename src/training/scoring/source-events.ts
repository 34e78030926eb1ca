import type { ScoreEvent } from './score-event.ts';
import { reversalOf, settledEvents } from './score-event.ts';
import { asScoreEvent, type ScoreEventStore, scoreEventRow } from './score-events.ts';

interface By {
  /** Why an entry does not stand any more; it also tells reversals made here from those that people made. */
  reason: string;
  authorId: string;
  at: Date;
}

/**
 * Makes these the standing events of one source, e.g. a work or a test: what is missing is added, what was reversed here and counts again is
 * restored, what stands and is not among them is reversed. What people reversed stays so. Done again it changes nothing.
 */
export async function standAs(
  store: { scoreEvents: ScoreEventStore },
  of: { classId: string; cadreId: string; source: string },
  wanted: readonly ScoreEvent[],
  by: By,
): Promise<void> {
  const present = (await store.scoreEvents.ofTrainee(of.classId, of.cadreId)).map(asScoreEvent);
  const added = [...wanted, ...turnedEvents(present, of.source, wanted, by)];
  await store.scoreEvents.add(added.map((event) => scoreEventRow(of.classId, event)));
}

/** The reversals by which what is not wanted stops to stand, and what is wanted again does so. */
export function turnedEvents(
  present: readonly ScoreEvent[],
  source: ScoreEvent['source'],
  wanted: readonly ScoreEvent[],
  by: By,
): ScoreEvent[] {
  const ids = new Set(wanted.map(({ eventId }) => eventId));
  const { standing, takenBack } = settledEvents(present);
  const over = standing.filter((each) => each.source === source && !ids.has(each.eventId));
  const again = takenBack.filter(({ event }) => ids.has(event.eventId)).map(({ event }) => event);
  const restored = again.filter((event) => lastTurn(present, event).reason === by.reason);
  return [...over, ...restored].map((event) => reversalOf(lastTurn(present, event), by.reason, by.authorId, by.at));
}

/** An event, or what reversed it last: an event that was restored is reversed anew by turning what restored it. */
function lastTurn(present: readonly ScoreEvent[], event: ScoreEvent): ScoreEvent {
  const turn = present.find(({ reverses }) => reverses === event.eventId);
  return turn === undefined ? event : lastTurn(present, turn);
}
