import { RuleError } from '../../errors.ts';
import { type BonusItem, type Indicator, isKept, type RatedPart, type ScoringScheme } from './scoring-scheme.ts';

/** One change of one person's score. Never edited: a correction is another event that reverses it. */
export interface ScoreEvent {
  /** Deterministic, so that the same fact recorded twice is one event. */
  _id: string;
  cadreId: string;
  /** An indicator's or a bonus item's id. */
  item: string;
  /** The rule step of a deducting or earning indicator, the part of a rated one, the item itself for a bonus. */
  step: string;
  /** Hundredths of a point. For a rated part this marker's share: the mark divided by the number of markers. */
  deltaHundredths: number;
  /** In words that the trainee understands. */
  reason: string;
  /** The record behind it, e.g. `sign-in:2026-01-s03`. */
  source: string;
  authorId: string;
  at: Date;
  /** The session, if the rule limits points per session. */
  sessionId?: string;
  /** Bonus only: the achievement; of several lines for one achievement the highest counts. */
  achievementId?: string;
  /** A veto that was proposed: it counts once a second person has confirmed it. Absent for what counts at once, and for bonuses. */
  needsSecond?: true;
  /** A bonus or a proposed veto: the confirmation by a second person, without which it does not count. */
  confirmedBy?: string;
  /** The event that this one reverses; `deltaHundredths` is then its opposite. */
  reverses?: string;
}

/** An entry by a person; the points follow from the scheme. */
export interface ScoreEntry {
  _id: string;
  cadreId: string;
  item: string;
  step: string;
  /** Rated parts only: the mark in hundredths, a whole multiple of 10 (one decimal). */
  markHundredths?: number;
  reason: string;
  source: string;
  authorId: string;
  at: Date;
  sessionId?: string;
  achievementId?: string;
}

/**
 * The event for an entry, with its points from the scheme.
 * @throws RuleError `score.unknown-item`, `score.unknown-step`, `score.not-kept`, `score.reason-missing`; `score.bad-mark` when a rated part has no mark
 * or one outside its range or finer than a tenth; `score.mark-not-wanted` when a fixed step is given one; `score.session-missing`
 * when the indicator caps points per session and none is named; `score.achievement-missing` for a bonus without its achievement
 */
export function scoreEvent(entry: ScoreEntry, scheme: ScoringScheme): ScoreEvent {
  const { markHundredths, ...rest } = entry;
  if (entry.reason.trim() === '') throw new RuleError('score.reason-missing', { item: entry.item });
  const bonus = scheme.bonusItems.find((item) => item.id === entry.item);
  if (bonus !== undefined) return bonusEvent(entry, rest, bonus);
  const indicator = indicatorOf(entry.item, scheme);
  if (indicator.mode === 'earn' && indicator.sessionCapHundredths !== undefined && entry.sessionId === undefined) {
    throw new RuleError('score.session-missing', { item: indicator.name });
  }
  const part = ratedPartOf(indicator, entry.step);
  const isVeto = indicator.steps.some(({ id, veto }) => id === entry.step && veto !== undefined);
  if (!isKept(indicator) && !isVeto) throw new RuleError('score.not-kept', { item: indicator.name });
  if (part !== undefined) return { ...rest, deltaHundredths: checkedMark(markHundredths, part) / part.markers };
  const step = indicator.steps.find((one) => one.id === entry.step);
  if (step === undefined) throw new RuleError('score.unknown-step', { item: indicator.name, step: entry.step });
  if (markHundredths !== undefined)
    throw new RuleError('score.mark-not-wanted', { item: indicator.name, step: step.name });
  return { ...rest, deltaHundredths: step.deltaHundredths };
}

/** The event that reverses another one; its id follows from that one's, so that a second reversal is the same event. */
export function reversalOf(event: ScoreEvent, reason: string, authorId: string, at: Date): ScoreEvent {
  if (reason.trim() === '') throw new RuleError('score.reason-missing', { item: event.item });
  return {
    _id: `reversal:${event._id}`,
    cadreId: event.cadreId,
    item: event.item,
    step: event.step,
    deltaHundredths: -event.deltaHundredths,
    reason,
    source: `score-event:${event._id}`,
    authorId,
    at,
    reverses: event._id,
  };
}

/** Whether somebody other than the author has confirmed it. */
export function isConfirmed({ confirmedBy, authorId }: Pick<ScoreEvent, 'confirmedBy' | 'authorId'>): boolean {
  return confirmedBy !== undefined && confirmedBy !== authorId;
}

/** Whether it is a proposed veto that nobody has confirmed yet, so that it does not count. */
export function isPendingVeto(event: Pick<ScoreEvent, 'needsSecond' | 'confirmedBy' | 'authorId'>): boolean {
  return event.needsSecond === true && !isConfirmed(event);
}

/** What became of a person's events. Reversals themselves are in neither list. Both by time, then id. */
interface SettledEvents {
  /** Those that count: not reversed, or their reversal is itself reversed. */
  standing: readonly ScoreEvent[];
  takenBack: readonly { event: ScoreEvent; reversal: ScoreEvent }[];
}

/**
 * Which events count and which were reversed. An event id counts once.
 * @throws RuleError `score.unknown-event` when a reversal names an event that is not among them
 */
export function settledEvents(events: readonly ScoreEvent[]): SettledEvents {
  const byId = new Map<string, ScoreEvent>();
  for (const event of events) byId.set(event._id, event);
  const known = byId.size === events.length ? events : [...byId.values()];
  const originals = known.filter((event) => event.reverses === undefined).sort(byTime);
  if (originals.length === known.length) return { standing: originals, takenBack: [] };
  const reversals = new Map<string, ScoreEvent[]>();
  for (const event of known) {
    if (event.reverses === undefined) continue;
    if (!byId.has(event.reverses)) throw new RuleError('score.unknown-event', { eventId: event.reverses });
    const rivals = reversals.get(event.reverses);
    if (rivals === undefined) reversals.set(event.reverses, [event]);
    else rivals.push(event);
  }
  const standing: ScoreEvent[] = [];
  const takenBack: { event: ScoreEvent; reversal: ScoreEvent }[] = [];
  for (const event of originals) {
    const reversal = standingReversal(event, reversals);
    if (reversal === undefined) standing.push(event);
    else takenBack.push({ event, reversal });
  }
  return { standing, takenBack };
}

function byTime(a: ScoreEvent, b: ScoreEvent): number {
  return a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1);
}

/** The reversal of this event that is not itself reversed. */
function standingReversal(event: ScoreEvent, reversals: ReadonlyMap<string, ScoreEvent[]>): ScoreEvent | undefined {
  const own = reversals.get(event._id);
  return own?.find((reversal) => standingReversal(reversal, reversals) === undefined);
}

/** The official name of an event's step, or of the part it marks, or of the bonus item. An id unknown to the scheme is returned as it is. */
export function stepName({ item, step }: Pick<ScoreEvent, 'item' | 'step'>, scheme: ScoringScheme): string {
  const indicator = scheme.indicators.find((one) => one.id === item);
  if (indicator === undefined) return scheme.bonusItems.find((one) => one.id === item)?.name ?? step;
  return indicator.steps.find((one) => one.id === step)?.name ?? ratedPartOf(indicator, step)?.name ?? step;
}

/** @throws RuleError `score.unknown-item` when the scheme has no such indicator */
export function indicatorOf(item: string, scheme: ScoringScheme): Indicator {
  const indicator = scheme.indicators.find((one) => one.id === item);
  if (indicator === undefined) throw new RuleError('score.unknown-item', { item });
  return indicator;
}

/** The part of a rated indicator; absent for other modes and other ids. */
export function ratedPartOf(indicator: Indicator, step: string): RatedPart | undefined {
  return indicator.mode === 'rate' ? indicator.parts.find((part) => part.id === step) : undefined;
}

function bonusEvent(entry: ScoreEntry, rest: Omit<ScoreEntry, 'markHundredths'>, bonus: BonusItem): ScoreEvent {
  if (entry.step !== bonus.id) throw new RuleError('score.unknown-step', { item: bonus.name, step: entry.step });
  if (entry.achievementId === undefined) throw new RuleError('score.achievement-missing', { item: bonus.name });
  return { ...rest, deltaHundredths: bonus.deltaHundredths };
}

/** Marks have one decimal, as on the markers' forms, so that the mean of the markers is a whole number of hundredths. */
function checkedMark(mark: number | undefined, part: RatedPart): number {
  const inRange = mark !== undefined && Number.isInteger(mark) && mark >= 0 && mark <= part.maxHundredths;
  if (!inRange || mark % 10 !== 0) {
    throw new RuleError('score.bad-mark', { part: part.name, maxPoints: part.maxHundredths / 100 });
  }
  return mark;
}
