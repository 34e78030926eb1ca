import { RuleError } from '../../errors.ts';
import { oncePer } from '../../once-per.ts';
import { type Marking, markingOf, sharedMark, waitingPart } from './marking.ts';
import { formatDelta, formatPoints } from './points.ts';
import type { ScoreEvent } from './score-event.ts';
import { type Indicator, isKept, type RatedPart, type ScoreStep } from './scoring-scheme.ts';

/** One event and how many of its points count; fewer than its own if a limit applies. */
export interface ScoreLine {
  readonly event: ScoreEvent;
  readonly countedHundredths: number;
  /** Why less of it counts than its points, in brackets; empty where all of it does. */
  readonly note: string;
  /** `迟到扣1分：8:31签到，迟到1分钟`; says so when a limit cut it. Made when somebody asks, because sums need no sentences. */
  readonly sentence: string;
}

/** What an event's step is in an indicator: one of its steps, or the part it marks. */
interface Known {
  step: ScoreStep | undefined;
  part: RatedPart | undefined;
  /** In the scheme, parts before steps. */
  place: number;
  /** Deductions of a rated indicator come after all its marks. */
  isLast: boolean;
}

type KnownSteps = ReadonlyMap<string, Known>;

const knownSteps = oncePer((indicator: Indicator): KnownSteps => {
  const parts = indicator.mode === 'rate' ? indicator.parts : [];
  const ids = [...new Set([...parts, ...indicator.steps].map(({ id }) => id))];
  return new Map(
    ids.map((id, place) => {
      const part = parts.find((each) => each.id === id);
      const step = indicator.steps.find((each) => each.id === id);
      return [id, { step, part, place, isLast: indicator.mode === 'rate' && part === undefined }];
    }),
  );
});

/** The steps that take the whole indicator. */
const voidingSteps = oncePer(
  ({ steps }: Indicator) => new Set(steps.filter(({ voids }) => voids === true).map(({ id }) => id)),
);

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
  readonly #known: Known;
  readonly #counting: Counting;

  constructor(event: ScoreEvent, countedHundredths: number, known: Known, counting: Counting) {
    this.event = event;
    this.countedHundredths = countedHundredths;
    this.#known = known;
    this.#counting = counting;
  }

  get note(): string {
    return countNote(this.event, this.countedHundredths, this.#known, this.#counting);
  }

  get sentence(): string {
    return `${lineOf(this.#known, this.event)}${this.note}`;
  }

  /** As they were counted, by time; what was entered at the same time, as by one sheet, in the order of the scheme. */
  static compare(this: void, a: IndicatorLine, b: IndicatorLine): number {
    const [one, other] = [a.#known, b.#known];
    return (
      Number(one.isLast) - Number(other.isLast) ||
      a.event.at.getTime() - b.event.at.getTime() ||
      one.place - other.place
    );
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
  const known = knownSteps(indicator);
  const events = isKept(indicator) ? all : all.filter((event) => known.get(event.step)?.step !== undefined);
  const startHundredths = indicator.mode === 'deduct' ? indicator.maxHundredths : 0;
  const markings = markingsOf(indicator, events);
  const counting = countingOf(indicator, events, markings);
  const perSession = new Map<string, number>();
  const lines: IndicatorLine[] = [];
  let points = startHundredths;
  for (const event of marksFirst(indicator, events)) {
    const own = knownOf(indicator, known, event);
    const wanted = wantedOf(event, own, counting, perSession);
    const countedHundredths = Math.min(indicator.maxHundredths, Math.max(0, points + wanted)) - points;
    points += countedHundredths;
    lines.push(new IndicatorLine(event, countedHundredths, own, counting));
  }
  return {
    item: indicator.id,
    name: indicator.name,
    board: indicator.board,
    mode: indicator.mode,
    maxHundredths: indicator.maxHundredths,
    startHundredths,
    pointsHundredths: points,
    unrated: counting.voidedBy === undefined ? unratedParts(markings) : [],
    lines: lines.length > 1 ? lines.sort(IndicatorLine.compare) : lines,
  };
}

function countingOf(indicator: Indicator, events: readonly ScoreEvent[], markings: readonly PartMarking[]): Counting {
  const voids = voidingSteps(indicator);
  const voidedBy = voids.size === 0 ? undefined : events.find(({ step }) => voids.has(step));
  return {
    indicator,
    voidedBy,
    marks: markings.length === 0 ? none : markings.flatMap(({ marking }) => marking.counting),
  };
}

/** The points that an event would give or take if the indicator had no limits. */
function wantedOf(
  event: ScoreEvent,
  { part }: Known,
  { indicator, voidedBy, marks }: Counting,
  perSession: Map<string, number>,
): number {
  if (voidedBy !== undefined) return event === voidedBy ? -indicator.maxHundredths : 0;
  if (part !== undefined && !marks.includes(event)) return 0;
  return withinSession(indicator, event, perSession);
}

/** The event as it was entered: step, points, and the reason where it says more than the step. */
function lineOf({ step, part }: Known, event: ScoreEvent): string {
  const { deltaHundredths, reason } = event;
  const name = step?.name ?? part?.name ?? event.step;
  if (step?.veto !== undefined) return `${name}（一票否决）${reason === name ? '' : `：${reason}`}`;
  const points =
    part === undefined ? formatDelta(deltaHundredths) : `${formatPoints(deltaHundredths)}分${sharedMark(part, event)}`;
  return `${name}${points}${reason === name ? '' : `：${reason}`}`;
}

/** @throws RuleError `score.unknown-step` */
function knownOf(indicator: Indicator, known: KnownSteps, { step }: ScoreEvent): Known {
  const own = known.get(step);
  if (own === undefined) throw new RuleError('score.unknown-step', { item: indicator.name, step });
  return own;
}

/** Events of a rated indicator with deductions last, because a deduction from 0 would have no effect. */
function marksFirst(indicator: Indicator, events: readonly ScoreEvent[]): readonly ScoreEvent[] {
  if (indicator.mode !== 'rate') return events;
  const known = knownSteps(indicator);
  const isLast = ({ step }: ScoreEvent) => known.get(step)?.isLast === true;
  return [...events.filter((event) => !isLast(event)), ...events.filter(isLast)];
}

/** What became of each rated part. */
interface PartMarking {
  part: RatedPart;
  marking: Marking<ScoreEvent>;
}

function markingsOf(indicator: Indicator, events: readonly ScoreEvent[]): readonly PartMarking[] {
  if (indicator.mode !== 'rate') return none;
  return indicator.parts.map((part) => ({ part, marking: markingOf(part, marksOf(part, events)) }));
}

const none: readonly never[] = [];

function unratedParts(markings: readonly PartMarking[]): string[] {
  return markings.filter(({ marking }) => marking.missing > 0).map(({ part, marking }) => waitingPart(part, marking));
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
function countNote(
  event: ScoreEvent,
  countedHundredths: number,
  { part }: Known,
  { voidedBy, marks }: Counting,
): string {
  if (voidedBy !== undefined) return '（本项计0分）';
  if (part !== undefined && !marks.includes(event)) return uncountedMark(event, marks);
  if (countedHundredths === event.deltaHundredths) return '';
  if (countedHundredths !== 0) return `（已达限额，实际${formatDelta(countedHundredths)}）`;
  return event.deltaHundredths < 0 ? '（已达限额，不再扣分）' : '（已达限额，不再加分）';
}

function uncountedMark(event: ScoreEvent, marks: readonly ScoreEvent[]): string {
  const markedBefore = marks.some((mark) => mark.step === event.step && mark.authorId === event.authorId);
  return markedBefore ? '（同一评阅人只计一次）' : '（评阅已满，不再计分）';
}
