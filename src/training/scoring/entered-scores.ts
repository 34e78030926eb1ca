import type { CadreStore } from '../../county/cadres.ts';
import { ATTENDANCE_AUTHOR } from './attendance-events.ts';
import type { Entry } from './reverse-words.ts';
import { settledEvents, stepName } from './score-event.ts';
import type { ScoreEventRow, ScoreEventStore } from './score-events.ts';
import { itemName, type ScoringScheme } from './scoring-scheme.ts';

/** What people entered for this trainee, oldest first. The position is the entry's number, which later entries do not change. */
export async function enteredScores(
  store: { scoreEvents: ScoreEventStore },
  classId: string,
  cadreId: string,
): Promise<ScoreEventRow[]> {
  return (await store.scoreEvents.ofTrainee(classId, cadreId))
    .filter((event) => event.reverses === undefined && event.authorId !== ATTENDANCE_AUTHOR)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
}

/** The same for display: titles, authors, and which were reversed by whom. */
export async function entriesOf(
  store: { scoreEvents: ScoreEventStore; cadres: CadreStore },
  rows: readonly ScoreEventRow[],
  scheme: ScoringScheme,
): Promise<Entry[]> {
  const [first] = rows;
  const all = first === undefined ? [] : await store.scoreEvents.ofTrainee(first.classId, first.cadreId);
  const { takenBack } = settledEvents(all);
  const reversedBy = new Map(takenBack.map(({ event, reversal }) => [event._id, reversal._id]));
  const authorIds = [...new Set(all.map((event) => event.authorId))];
  const names = new Map((await store.cadres.many(authorIds)).map((person) => [person._id, person.name]));
  return rows.map((event, index) => {
    const reversal = all.find(({ _id }) => _id === reversedBy.get(event._id));
    const isBonus = scheme.bonusItems.some((item) => item.id === event.item);
    return {
      number: index + 1,
      title: isBonus ? itemName(scheme, event.item) : `${itemName(scheme, event.item)}·${stepName(event, scheme)}`,
      event,
      by: names.get(event.authorId) ?? event.authorId,
      waits: (isBonus || event.needsSecond === true) && event.confirmedBy === undefined,
      ...(reversal === undefined ? {} : { reversal: { by: names.get(reversal.authorId) ?? '', row: reversal } }),
    };
  });
}
