import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import { nextOnWeekday } from '../../calendar/next-on-weekday.ts';
import type { GradingRules } from '../grading/grading-rules.ts';
import { objectionUntilOn } from '../grading/result-deadlines.ts';
import { ATTENDANCE_AUTHOR } from '../scoring/attendance-events.ts';
import { isPendingVeto, type ScoreEvent, settledEvents } from '../scoring/score-event.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';

/** Something of the ledger that its trainee may object to, and until when. */
export interface Objectionable {
  event: ScoreEvent;
  untilOn: string;
}

/**
 * The events that a trainee may still object to: those that count, and that people took back what counted, within the working days of the rules since they were told, unless an objection to them waits or
 * was decided. A withdrawn objection may be made again.
 *
 * @param events - all of the trainee's
 * @param objected - the events with an objection that was not withdrawn
 */
export function objectionable(
  events: readonly ScoreEvent[],
  objected: ReadonlySet<string>,
  scheme: ScoringScheme,
  rules: GradingRules & { digestWeekdays: readonly number[] },
  todayOn: string,
): Objectionable[] {
  const isBonus = ({ item }: ScoreEvent) => scheme.bonusItems.some(({ id }) => id === item);
  const counts = (event: ScoreEvent) =>
    !isPendingVeto(event) && (!isBonus(event) || event.confirmedBy !== undefined) && !objected.has(event._id);
  const { standing, takenBack } = settledEvents(events);
  const reversals = takenBack
    .filter(({ event, reversal }) => counts(event) && reversal.authorId !== ATTENDANCE_AUTHOR)
    .map(({ reversal }) => reversal);
  return [...standing.filter(counts), ...reversals.filter(({ _id }) => !objected.has(_id))]
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
    .map((event) => ({ event, untilOn: objectionUntilOn(toldOn(event, rules), rules) }))
    .filter(({ untilOn }) => untilOn >= todayOn);
}

/** The last day on which somebody of the class may still object to a score; `undefined` once nobody may, or where grading does not wait. */
export function gradingWaitsUntilOn(
  events: readonly Pick<ScoreEvent, 'at'>[],
  rules: GradingRules & { digestWeekdays: readonly number[] },
  todayOn: string,
): string | undefined {
  if (!rules.gradeAfterObjectionPeriod) return undefined;
  const lastOn = events
    .map((event) => objectionUntilOn(toldOn(event, rules), rules))
    .reduce((latest, untilOn) => (untilOn > latest ? untilOn : latest), '');
  return lastOn >= todayOn ? lastOn : undefined;
}

/** The day on which the trainee reads of an event at the latest: the next on which points are told. The days to object begin with it. */
function toldOn({ at }: Pick<ScoreEvent, 'at'>, { digestWeekdays }: { digestWeekdays: readonly number[] }): string {
  return nextOnWeekday(digestWeekdays, addDays(beijingDateOf(at), 1));
}
