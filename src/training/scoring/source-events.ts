import type { ScoreEvent } from './score-event.ts';
import { reversalOf, settledEvents } from './score-event.ts';
import { type ScoreEventStore, scoreEventRow } from './score-events.ts';

interface By {
  /** Why an entry does not stand any more; it also tells reversals made here from those that people made. */
  reason: string;
  authorId: string;
  at: Date;
}

/**
 * Makes these the standing events of one source, e.g. a work or a test: what is missing is added, what was reversed here and counts again is
 * entered anew, what stands and is not among them is reversed. What people reversed stays so. Done again it changes nothing.
 */
export async function standAs(
  store: { scoreEvents: ScoreEventStore },
  of: { classId: string; cadreId: string; source: string },
  wanted: readonly ScoreEvent[],
  by: By,
): Promise<void> {
  const present = await store.scoreEvents.ofTrainee(of.classId, of.cadreId);
  const events = eventsToAdd(present, of.source, wanted, by);
  await store.scoreEvents.add(events.map((event) => scoreEventRow(of.classId, event)));
}

/**
 * The id of an entry that follows from a record: the same for whoever proposes it at the same moment, so that it is entered once, and another one
 * after it was reversed.
 */
export function nextEntryId(about: string, present: ReadonlySet<string>): string {
  for (let turn = 1; ; turn += 1) {
    const id = turn === 1 ? about : `${about}:${turn}`;
    if (!present.has(id)) return id;
  }
}

/** The wanted events as they are to stand, and the reversals of what is not wanted. */
export function eventsToAdd(
  present: readonly ScoreEvent[],
  source: ScoreEvent['source'],
  wanted: readonly ScoreEvent[],
  by: By,
): ScoreEvent[] {
  const { standing, takenBack } = settledEvents(present);
  const reasons = new Map(takenBack.map(({ event, reversal }) => [event._id, reversal.reason]));
  const kept = wanted.flatMap((event) => asItStands(event, reasons, by) ?? []);
  const ids = new Set(kept.map(({ _id }) => _id));
  const over = standing.filter((each) => each.source === source && !ids.has(each._id));
  return [...kept, ...over.map((event) => reversalOf(event, by.reason, by.authorId, by.at))];
}

/** A wanted event, anew under an id of its own where it was reversed here before; nothing where people reversed it. */
function asItStands(event: ScoreEvent, reasons: ReadonlyMap<string, string>, by: By): ScoreEvent | undefined {
  for (let turn = 1; ; turn += 1) {
    const standing = turn === 1 ? event : { ...event, _id: `${event._id}:${turn}`, at: by.at };
    const reversedFor = reasons.get(standing._id);
    if (reversedFor === undefined) return standing;
    if (reversedFor !== by.reason) return undefined;
  }
}
