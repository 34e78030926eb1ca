import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { ExchangeNoteRow } from '../../src/training/exchange/exchange-notes.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../../src/training/exchange/exchange-rules.ts';
import { logStanding, sharesOf } from '../../src/training/exchange/exchange-standing.ts';
import { ratingWords } from '../../src/training/exchange/rating-words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { formatPoints } from '../../src/training/scoring/points.ts';
import { ratedPartOf, scoreEvent, settledEvents } from '../../src/training/scoring/score-event.ts';
import { type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { type Indicator, isKept } from '../../src/training/scoring/scoring-scheme.ts';
import { nextEntryId } from '../../src/training/scoring/source-events.ts';
import { previewScores } from '../scoring/scoring.ts';

/** `/跟班记分`: what log, host and summary are worth is proposed for the class, shown first, and entered by whoever confirms it. */
export function exchangeMarks(router: Router): void {
  router.command(
    {
      names: ['跟班记分', 'score-exchange'],
      action: 'score.record',
      right: 'class',
      args: [classArg()],
      example: '/跟班记分 {class}',
      about: '按日志、接收单位评价和个人总结提出班内跟班的得分',
      next: '先预览，确认后计入得分；可用“/撤销记分”更正。',
    },
    (ctx, { trainingClass }) => propose(ctx, trainingClass),
  );
}

async function propose(ctx: Context, trainingClass: ClassRow): Promise<void> {
  refuseWhenGraded(trainingClass);
  const classId = trainingClass._id;
  const { scoring, exchange, grading } = ctx.rulesOf(trainingClass);
  const indicator = scoring.indicators.find(({ id }) => id === exchange.mark.item);
  if (indicator === undefined || !isKept(indicator)) throw new RuleError('exchange.no-part', { classId });
  const todayOn = beijingDateOf(ctx.now);
  const pairs = (await ctx.store.exchangePairs.ofClass(classId)).filter(
    ({ state, toOn }) => state === 'agreed' && toOn <= todayOn,
  );
  const notes = await ctx.store.exchangeNotes.ofPairs(pairs.map(({ _id }) => _id));
  const trainees = new Set((await ctx.store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId));
  const present = await ctx.store.scoreEvents.ofClass(classId);
  const known = new Set(present.map(({ _id }) => _id));
  const marked = markedParts(present, exchange.mark.item);
  const events = pairs.flatMap((pair) =>
    pair.sides
      .filter(({ cadreId }) => trainees.has(cadreId))
      .flatMap(({ cadreId }) => {
        const own = notes.filter(({ pairId }) => pairId === pair._id);
        return marksFor(pair, own, cadreId, { exchange, indicator }).filter(
          ({ step }) => !marked.has(`${cadreId}:${step}`),
        );
      }),
  );
  if (events.length === 0) throw new RuleError('exchange.no-marks', { classId });
  const alike = hostsAlike(events, exchange.mark.hostRating, grading.spreadLeastPeople);
  if (alike !== undefined && exchange.mark.allAlike === 'refuse') throw new RuleError('exchange.all-alike', alike);
  const rows = events.map((entry): ScoreEventRow => {
    const { pair, ...rest } = entry;
    const _id = nextEntryId(`exchange:${pair}:${entry.cadreId}:${entry.step}`, known);
    const made = { ...rest, _id, source: `exchange:${pair}`, authorId: ctx.person._id, at: ctx.now };
    return scoreEventRow(classId, scoreEvent(made, scoring));
  });
  if (alike !== undefined) await ctx.reply(ratingWords.allAlike(alike));
  await previewScores(ctx, trainingClass, rows);
}

/** Where all hosts gave the same mark: for how many people, and how much. @param leastPeople - of fewer nothing follows */
function hostsAlike(
  events: readonly { step: string; markHundredths: number }[],
  hostRating: string,
  leastPeople: number,
): { people: number; points: string } | undefined {
  const [first, ...others] = events
    .filter(({ step }) => step === hostRating)
    .map(({ markHundredths }) => markHundredths);
  if (first === undefined || others.length + 1 < leastPeople || others.some((each) => each !== first)) return undefined;
  return { people: others.length + 1, points: formatPoints(first) };
}

/** What is marked already and stands: a person and a part. */
function markedParts(events: readonly ScoreEventRow[], item: string): ReadonlySet<string> {
  const { standing } = settledEvents(events);
  return new Set(standing.filter((each) => each.item === item).map(({ cadreId, step }) => `${cadreId}:${step}`));
}

/** The marks of one of the two, in tenths of a point; nothing as long as the host has not rated them. */
function marksFor(
  pair: ExchangePairRow,
  notes: readonly ExchangeNoteRow[],
  cadreId: string,
  { exchange, indicator }: { exchange: ExchangeRules; indicator: Indicator },
) {
  const shares = sharesOf(pair, notes, cadreId, exchange);
  const points = pair.ratings.findLast((each) => each.cadreId === cadreId)?.points;
  if (points === undefined || shares.hostRating === undefined) return [];
  const { days, dueDays, summaryLetters } = logStanding(pair, notes, cadreId, pair.toOn);
  const said = {
    log: ratingWords.logSaid(days, dueDays),
    hostRating: ratingWords.ratingSaid(points),
    summary: ratingWords.summarySaid(summaryLetters),
  };
  return (['log', 'hostRating', 'summary'] as const).flatMap((part) => {
    const step = exchange.mark[part];
    const rated = ratedPartOf(indicator, step);
    if (rated === undefined) return [];
    const markHundredths = Math.floor(((rated.maxHundredths / 10) * (shares[part] ?? 0)) / 1000) * 10;
    const reason = ratingWords.reason(pair, part, said[part]);
    return [{ cadreId, item: indicator.id, step, markHundredths, reason, pair: pair._id }];
  });
}
