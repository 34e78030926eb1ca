import { oncePer } from '../../once-per.ts';
import { achievementOf } from './achievement.ts';
import { ATTENDANCE_AUTHOR } from './attendance-events.ts';
import { type IndicatorScore, type ScoreLine, scoreIndicator } from './indicator-score.ts';
import { formatDelta } from './points.ts';
import { indicatorOf, isConfirmed, isPendingVeto, type ScoreEvent, settledEvents, stepName } from './score-event.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

interface BoardScore {
  board: string;
  name: string;
  maxHundredths: number;
  pointsHundredths: number;
}

/** A person's "4+1" score and everything it consists of. All points are hundredths. */
export interface Score {
  indicators: readonly IndicatorScore[];
  boards: readonly BoardScore[];
  bonusLines: readonly ScoreLine[];
  /** 0 to 10,000. */
  regularHundredths: number;
  /** 0 or more, without an upper limit. */
  bonusHundredths: number;
  totalHundredths: number;
  /** Vetoes, which exclude every grade above 不合格, from steps of events that count. */
  vetoes: readonly { veto: string; name: string; reason: string }[];
  /** What people reversed, so that nothing disappears unnoticed; without automatic corrections of attendance and bonuses that never counted. */
  takenBack: readonly { item: string; sentence: string }[];
}

/**
 * Adds up one person's events: per indicator, per board, regular, bonus, total. Deducting indicators go from their maximum down to 0 at
 * least, earning ones from 0 up to their maximum at most, rated ones are 0 until marked. Reversed events do not count; an event id counts
 * once; the order of the events does not matter.
 *
 * @param events - all of one person's events in one class
 * @throws RuleError `score.unknown-item`, `score.unknown-step` or `score.unknown-event` for an event the scheme does not know
 * @see docs/rules.md, 4+1 score
 */
export function scoreOf(events: readonly ScoreEvent[], scheme: ScoringScheme): Score {
  const settled = settledEvents(events);
  const standing = settled.standing.filter((event) => !isPendingVeto(event));
  const { takenBack } = settled;
  const { ofIndicator, bonuses } = byItem(standing, scheme);
  const indicators = scheme.indicators.map((indicator) =>
    scoreIndicator(indicator, ofIndicator.get(indicator.id) ?? []),
  );
  const bonusLines = scoreBonus(bonuses, scheme);
  const regularHundredths = sum(indicators.map((indicator) => indicator.pointsHundredths));
  const bonusHundredths = sum(bonusLines.map((line) => line.countedHundredths));
  return {
    indicators,
    boards: boardScores(indicators, scheme),
    bonusLines,
    regularHundredths,
    bonusHundredths,
    totalHundredths: regularHundredths + bonusHundredths,
    vetoes: vetoesOf(standing, scheme),
    takenBack: takenBackOf(takenBack, scheme),
  };
}

/** Whether every rated indicator has all its marks; otherwise nobody in the class may be graded. */
export function isFullyRated(score: Score): boolean {
  return score.indicators.every((indicator) => indicator.unrated.length === 0);
}

/** What is still to be marked of a board. */
export function unratedOfBoard({ indicators }: Score, board: string): string[] {
  return indicators.filter((each) => each.board === board).flatMap((each) => each.unrated);
}

/** The events of each indicator, and those of bonus items. @throws RuleError `score.unknown-item` */
function byItem(events: readonly ScoreEvent[], scheme: ScoringScheme) {
  const ofIndicator = new Map<string, ScoreEvent[]>();
  const bonuses: ScoreEvent[] = [];
  for (const event of events) {
    const own = ofIndicator.get(event.item);
    if (own !== undefined) own.push(event);
    else if (isBonus(event, scheme)) bonuses.push(event);
    else ofIndicator.set(indicatorOf(event.item, scheme).id, [event]);
  }
  return { ofIndicator, bonuses };
}

function isBonus(event: Pick<ScoreEvent, 'item'>, scheme: ScoringScheme): boolean {
  return scheme.bonusItems.some((item) => item.id === event.item);
}

function boardScores(indicators: readonly IndicatorScore[], scheme: ScoringScheme): BoardScore[] {
  return scheme.boards.map((board) => {
    const own = indicators.filter((indicator) => indicator.board === board.id);
    return {
      board: board.id,
      name: board.name,
      maxHundredths: sum(own.map((indicator) => indicator.maxHundredths)),
      pointsHundredths: sum(own.map((indicator) => indicator.pointsHundredths)),
    };
  });
}

/** The bonus lines that count: those confirmed, and for one achievement only the highest, or the earliest of equal ones. */
function scoreBonus(events: readonly ScoreEvent[], scheme: ScoringScheme): ScoreLine[] {
  const best = new Map<string, ScoreEvent>();
  for (const event of events.filter(isConfirmed)) {
    const key = achievementOf(event, scheme);
    const rival = best.get(key);
    if (rival === undefined || event.deltaHundredths > rival.deltaHundredths) best.set(key, event);
  }
  return events.map((event) => {
    const counts = best.get(achievementOf(event, scheme)) === event;
    const note = counts ? '' : isConfirmed(event) ? '（同一成果只计最高一项）' : '（待考评工作小组确认，暂不计）';
    const countedHundredths = counts ? event.deltaHundredths : 0;
    return { event, countedHundredths, note, sentence: `${bonusSentence(event, scheme)}${note}` };
  });
}

function bonusSentence(event: ScoreEvent, scheme: ScoringScheme): string {
  const name = scheme.bonusItems.find((item) => item.id === event.item)?.name ?? event.item;
  return `${name}${formatDelta(event.deltaHundredths)}：${event.reason}`;
}

const vetoSteps = oncePer(({ indicators, vetoes }: ScoringScheme) =>
  indicators.flatMap(({ id: item, steps }) =>
    steps.flatMap(({ id: step, veto }) =>
      veto === undefined ? [] : [{ item, step, veto, name: vetoes.find(({ id }) => id === veto)?.name }],
    ),
  ),
);

function vetoesOf(standing: readonly ScoreEvent[], scheme: ScoringScheme): Score['vetoes'] {
  const steps = vetoSteps(scheme);
  const found: Score['vetoes'][number][] = [];
  for (const { item, step, reason } of standing) {
    const known = steps.find((each) => each.step === step && each.item === item);
    if (known?.name !== undefined) found.push({ veto: known.veto, name: known.name, reason });
  }
  return found;
}

function takenBackOf(
  pairs: readonly { event: ScoreEvent; reversal: ScoreEvent }[],
  scheme: ScoringScheme,
): Score['takenBack'] {
  return pairs
    .filter(({ reversal }) => reversal.authorId !== ATTENDANCE_AUTHOR)
    .filter(({ event }) => !isPendingVeto(event) && (!isBonus(event, scheme) || isConfirmed(event)))
    .map(({ event, reversal }) => {
      const points = `${stepName(event, scheme)}${formatDelta(event.deltaHundredths)}`;
      return { item: event.item, sentence: `已撤销：${points}：${event.reason}（撤销理由：${reversal.reason}）` };
    });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Of some new events those of which less counts than their points, each with why. @param present - what the class had before */
export function cutEvents(
  fresh: readonly ScoreEvent[],
  present: readonly ScoreEvent[],
  scheme: ScoringScheme,
): { event: ScoreEvent; note: string }[] {
  const ids = new Set(fresh.map(({ _id }) => _id));
  return [...new Set(fresh.map(({ cadreId }) => cadreId))].flatMap((cadreId) => {
    const own = [...present.filter(({ _id }) => !ids.has(_id)), ...fresh].filter((each) => each.cadreId === cadreId);
    return scoreOf(own, scheme)
      .indicators.flatMap(({ lines }) => lines)
      .filter(({ event, note }) => ids.has(event._id) && note !== '')
      .map(({ event, note }) => ({ event, note: note.slice(1, -1) }));
  });
}
