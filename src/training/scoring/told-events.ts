import { byCadre } from '../class/by-cadre.ts';
import { pointsInWords } from './marking.ts';
import type { ScoreEventRow } from './score-events.ts';
import { itemName, type ScoringScheme } from './scoring-scheme.ts';
import type { Told } from './words.ts';

/** How the events of a class are told: a mark that several people give says which of them it is. @param present - the class's events */
export function toldIn(scheme: ScoringScheme, present: readonly ScoreEventRow[]): Told {
  const eventsOf = byCadre(present);
  return {
    item: (id) => itemName(scheme, id),
    points: (event) => pointsInWords(event, eventsOf(event.cadreId), scheme),
  };
}

/** Events entered together, by trainee: each of them is told once, under the key of the first event. */
export function byTrainee(events: readonly ScoreEventRow[]): [ScoreEventRow, ...ScoreEventRow[]][] {
  const eventsOf = byCadre(events);
  return [...new Set(events.map(({ cadreId }) => cadreId))].flatMap((cadreId) => {
    const [first, ...others] = eventsOf(cadreId);
    return first === undefined ? [] : [[first, ...others]];
  });
}
