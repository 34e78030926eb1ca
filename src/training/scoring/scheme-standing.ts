import { changesBetween, type EarlierScheme, type SchemeChange, schemeAt } from './class-scheme.ts';
import { type ScoreEvent, settledEvents } from './score-event.ts';
import { scoreOf } from './scoring.ts';
import { isKept, type ScoringScheme } from './scoring-scheme.ts';

/** What cannot be changed any more, because it was marked or entered by the former points, and how many entries that are. */
export interface TouchedEntries {
  name: string;
  entries: number;
}

/**
 * The indicators whose entries would lose their ground: a rated one whose marks were given out of another maximum, and one that is given up
 * although something was entered. Steps keep what they gave or took, so they may be changed at any time.
 * @param standing - what was entered and counts, and marks that wait for a second marker
 */
export function touchedEntries(
  from: ScoringScheme,
  to: ScoringScheme,
  standing: readonly Pick<ScoreEvent, 'item' | 'step'>[],
): TouchedEntries[] {
  const changed = new Set(changesBetween(from, to).map(({ item }) => item));
  return from.indicators.flatMap((before) => {
    const after = to.indicators.find(({ id }) => id === before.id);
    if (!changed.has(before.id) || after === undefined) return [];
    const isVeto = (step: string) => before.steps.some(({ id, veto }) => id === step && veto !== undefined);
    const isMark = (step: string) => before.mode === 'rate' && before.parts.some(({ id }) => id === step);
    const entries = standing.filter(
      ({ item, step }) => item === before.id && (isKept(after) ? isMark(step) : !isVeto(step)),
    );
    return entries.length === 0 ? [] : [{ name: before.name, entries: entries.length }];
  });
}

/**
 * The indicators of new entries that lost their ground since they were typed or shown: the scheme was changed since, or is being changed.
 * @param schemes - those of the class as they are now
 * @param at - when the entries were typed or shown
 * @param coming - the scheme of a proposal that is being confirmed at this moment
 */
export function touchedSince(
  schemes: { scoring: ScoringScheme; earlierSchemes: readonly EarlierScheme[] },
  at: Date,
  coming: readonly ScoringScheme[],
  entries: readonly Pick<ScoreEvent, 'item' | 'step'>[],
): TouchedEntries[] {
  const before = schemeAt(schemes, at);
  return [schemes.scoring, ...coming].flatMap((after) => touchedEntries(before, after, entries));
}

/** A trainee's total by the scheme in force and by the proposed one. */
interface RecomputedScore {
  name: string;
  fromHundredths: number;
  toHundredths: number;
}

/** What a proposed scheme changes: in the table, and in what everybody has by now. */
export interface SchemeEffect {
  changes: readonly SchemeChange[];
  entries: number;
  scores: readonly RecomputedScore[];
}

/** The ledger of the class by both schemes; the events themselves stay as they are. */
export function schemeEffect(
  from: ScoringScheme,
  to: ScoringScheme,
  trainees: readonly { cadreId: string; name: string }[],
  eventsOf: (cadreId: string) => readonly ScoreEvent[],
): SchemeEffect {
  const all = trainees.map(({ cadreId, name }) => ({ name, events: eventsOf(cadreId) }));
  return {
    changes: changesBetween(from, to),
    entries: all.reduce((sum, { events }) => sum + settledEvents(events).standing.length, 0),
    scores: all.map(({ name, events }) => ({
      name,
      fromHundredths: scoreOf(events, from).totalHundredths,
      toHundredths: scoreOf(events, to).totalHundredths,
    })),
  };
}
