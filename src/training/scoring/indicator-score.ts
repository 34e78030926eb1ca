import { RuleError } from '../../errors.ts';
import { markingOf, sharedMark, waitingPart } from './marking.ts';
import { formatDelta, formatPoints } from './points.ts';
import { ratedPartOf, type ScoreEvent } from './score-event.ts';
import { type Indicator, isKept, type RatedPart } from './scoring-scheme.ts';

/** One event and how many of its points count; fewer than its own if a limit applies. */
export interface ScoreLine {
  readonly event: ScoreEvent;
  readonly countedHundredths: number;
  /** Why less of it counts than its points, in brackets; empty where all of it does. */
  readonly note: string;
  /** `迟到扣1分：8:31签到，迟到1分钟`; says so when a limit cut it. Made when somebody asks, because sums need no sentences. */
  readonly sentence: string;
}

/** What decides which events of an indicator count. */
interface Counting {
  indicator: Indicator;
  /** The event that takes the whole indicator, if any. */
  voidedBy: ScoreEvent | undefined;
  /** The marks that count. */
  marks: readonly ScoreEvent[];
}

class IndicatorLine implements ScoreLine {
  readonly event: ScoreEvent;
  readonly countedHundredths: number;
  readonly #counting: Counting;

  constructor(event: ScoreEvent, countedHundredths: number, counting: Counting) {
    this.event = event;
    this.countedHundredths = countedHundredths;
    this.#counting = counting;
  }

  get note(): string {
    return countNote(this.event, this.countedHundredths, this.#counting);
  }

  get sentence(): string {
    return `${lineOf(this.#counting.indicator, this.event)}${this.note}`;
  }
}

export interface IndicatorScore {
  item: string;
  name: string;
  board: string;
  mode: Indicator['mode'];
  maxHundredths: number;
  /** The starting value: the maximum for a deducting indicator, otherwise 0. The lines are added to it. */
  startHundredths: number;
  pointsHundredths: number;
  /** Names of rated parts without all their marks; empty for other modes. */
  unrated: readonly string[];
  lines: readonly ScoreLine[];
}

/**
 * The score of one indicator from its events that are not reversed; of one that the class does not have nothing counts but its vetoes. Each line says how many of its points counted, so that the starting
 * value plus all lines always gives the points.
 * @throws RuleError `score.unknown-step` for a step the indicator does not have
 */
export function scoreIndicator(indicator: Indicator, all: readonly ScoreEvent[]): IndicatorScore {
  const events = isKept(indicator) ? all : all.filter((event) => indicator.steps.some(({ id }) => id === event.step));
  const startHundredths = indicator.mode === 'deduct' ? indicator.maxHundredths : 0;
  const counting = countingOf(indicator, events);
  const perSession = new Map<string, number>();
  const lines: ScoreLine[] = [];
  let points = startHundredths;
  for (const event of marksFirst(indicator, events)) {
    const wanted = wantedOf(event, counting, perSession);
    const countedHundredths = Math.min(indicator.maxHundredths, Math.max(0, points + wanted)) - points;
    points += countedHundredths;
    lines.push(new IndicatorLine(event, countedHundredths, counting));
  }
  return {
    item: indicator.id,
    name: indicator.name,
    board: indicator.board,
    mode: indicator.mode,
    maxHundredths: indicator.maxHundredths,
    startHundredths,
    pointsHundredths: points,
    unrated: counting.voidedBy === undefined ? unratedParts(indicator, events) : [],
    lines: inSchemeOrder(indicator, lines),
  };
}

/** @throws RuleError `score.unknown-step` */
function countingOf(indicator: Indicator, events: readonly ScoreEvent[]): Counting {
  let voidedBy: ScoreEvent | undefined;
  for (const event of events) if (stepOf(indicator, event)?.voids === true) voidedBy ??= event;
  return { indicator, voidedBy, marks: countingMarks(indicator, events) };
}

/** The points that an event would give or take if the indicator had no limits. */
function wantedOf(
  event: ScoreEvent,
  { indicator, voidedBy, marks }: Counting,
  perSession: Map<string, number>,
): number {
  if (voidedBy !== undefined) return event === voidedBy ? -indicator.maxHundredths : 0;
  if (isMark(indicator, event) && !marks.includes(event)) return 0;
  return withinSession(indicator, event, perSession);
}

/** The event as it was entered: step, points, and the reason where it says more than the step. */
function lineOf(indicator: Indicator, event: ScoreEvent): string {
  const { step, deltaHundredths, reason } = event;
  const part = ratedPartOf(indicator, step);
  const one = stepOf(indicator, event);
  const name = one?.name ?? part?.name ?? step;
  if (one?.veto !== undefined) return `${name}（一票否决）${reason === name ? '' : `：${reason}`}`;
  const points =
    part === undefined ? formatDelta(deltaHundredths) : `${formatPoints(deltaHundredths)}分${sharedMark(part, event)}`;
  return `${name}${points}${reason === name ? '' : `：${reason}`}`;
}

function stepOf(indicator: Indicator, event: ScoreEvent) {
  const step = indicator.steps.find((one) => one.id === event.step);
  if (step === undefined && !isMark(indicator, event)) {
    throw new RuleError('score.unknown-step', { item: indicator.name, step: event.step });
  }
  return step;
}

function isMark(indicator: Indicator, event: ScoreEvent): boolean {
  return ratedPartOf(indicator, event.step) !== undefined;
}

/** As they were counted, by time; what was entered at the same time, as by one sheet, in the order of the scheme. */
function inSchemeOrder(indicator: Indicator, lines: readonly ScoreLine[]): ScoreLine[] {
  const parts = indicator.mode === 'rate' ? indicator.parts : [];
  const order = [...parts, ...indicator.steps].map(({ id }) => id);
  const isLast = ({ event }: ScoreLine) => Number(indicator.mode === 'rate' && !isMark(indicator, event));
  const at = ({ event }: ScoreLine) => event.at.getTime();
  const place = ({ event }: ScoreLine) => order.indexOf(event.step);
  return [...lines].sort((a, b) => isLast(a) - isLast(b) || at(a) - at(b) || place(a) - place(b));
}

/** Events of a rated indicator with deductions last, because a deduction from 0 would have no effect. */
function marksFirst(indicator: Indicator, events: readonly ScoreEvent[]): readonly ScoreEvent[] {
  if (indicator.mode !== 'rate') return events;
  const marks = events.filter((event) => isMark(indicator, event));
  return [...marks, ...events.filter((event) => !isMark(indicator, event))];
}

/** The marks that count for each rated part. */
function countingMarks(indicator: Indicator, events: readonly ScoreEvent[]): ScoreEvent[] {
  if (indicator.mode !== 'rate') return [];
  return indicator.parts.flatMap((part) => markingOf(part, marksOf(part, events)).counting);
}

function unratedParts(indicator: Indicator, events: readonly ScoreEvent[]): string[] {
  if (indicator.mode !== 'rate') return [];
  return indicator.parts.flatMap((part) => {
    const marking = markingOf(part, marksOf(part, events));
    return marking.missing === 0 ? [] : [waitingPart(part, marking)];
  });
}

function marksOf(part: RatedPart, events: readonly ScoreEvent[]): ScoreEvent[] {
  return events.filter(({ step }) => step === part.id);
}

/** The event's points, limited by what is left of its session's maximum. */
function withinSession(indicator: Indicator, event: ScoreEvent, perSession: Map<string, number>): number {
  const cap = indicator.mode === 'earn' ? indicator.sessionCapHundredths : undefined;
  if (cap === undefined || event.sessionId === undefined) return event.deltaHundredths;
  const before = perSession.get(event.sessionId) ?? 0;
  const counted = Math.min(event.deltaHundredths, cap - before);
  perSession.set(event.sessionId, before + counted);
  return counted;
}

/** Why less of an event counts than its points, in brackets. */
function countNote(event: ScoreEvent, countedHundredths: number, { indicator, voidedBy, marks }: Counting): string {
  if (voidedBy !== undefined) return '（本项计0分）';
  if (isMark(indicator, event) && !marks.includes(event)) return uncountedMark(event, marks);
  if (countedHundredths === event.deltaHundredths) return '';
  if (countedHundredths !== 0) return `（已达限额，实际${formatDelta(countedHundredths)}）`;
  return event.deltaHundredths < 0 ? '（已达限额，不再扣分）' : '（已达限额，不再加分）';
}

function uncountedMark(event: ScoreEvent, marks: readonly ScoreEvent[]): string {
  const markedBefore = marks.some((mark) => mark.step === event.step && mark.authorId === event.authorId);
  return markedBefore ? '（同一评阅人只计一次）' : '（评阅已满，不再计分）';
}
