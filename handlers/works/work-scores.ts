import type { Context } from '../../src/bot/context.ts';
import { reversalOf, type ScoreEvent, scoreEvent, settledEvents } from '../../src/training/scoring/score-event.ts';
import { asScoreEvent, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { kindOf } from '../../src/training/works/work-kind.ts';
import type { WorkMark } from '../../src/training/works/work-marks.ts';
import { presentVersion, type WorkRow } from '../../src/training/works/works.ts';
import type { Given } from './assignment-named.ts';

/** What reverses an entry of a mark that does not count any more. */
const reason = '评阅结果更正';

/**
 * Enters the marks of a work that count, and the days it is late, as score events; those of marks that do not count any more are reversed.
 * Entered again it changes nothing.
 * @param counting - none where the work was sent back
 */
export async function enterScores(
  ctx: Context,
  { row, trainingClass, marked }: Given,
  work: WorkRow,
  counting: readonly WorkMark[],
): Promise<void> {
  if (marked.counts === undefined) return;
  const source = `work:${work._id}`;
  const { works, scoring } = ctx.rulesOf(trainingClass);
  const { item, part, lateStep } = marked.counts;
  const of = { cadreId: work.cadreId, item, source };
  const what = `${kindOf(works, row.kind).name}“${row.title}”`;
  const marks = counting.map(({ byUpdate, markerId, markHundredths, at }) =>
    scoreEvent(
      { ...of, eventId: `${source}:${byUpdate}`, step: part, markHundredths, reason: what, authorId: markerId, at },
      scoring,
    ),
  );
  const { lateDays, number, at } = presentVersion(work);
  const late = lateStep === undefined || marks.length === 0 ? 0 : lateDays;
  const lateEvents = Array.from({ length: late }, (_, day) =>
    scoreEvent(
      {
        ...{ ...of, eventId: `${source}:late:${number}:${day + 1}`, step: lateStep ?? '' },
        ...{ reason: `${what}迟交第 ${day + 1} 天`, authorId: row.createdBy, at: counting.at(-1)?.at ?? at },
      },
      scoring,
    ),
  );
  await settleEvents(ctx, work, source, [...marks, ...lateEvents]);
}

/** Makes these the standing events of the work. */
async function settleEvents(ctx: Context, work: WorkRow, source: string, wanted: readonly ScoreEvent[]): Promise<void> {
  const present = (await ctx.store.scoreEvents.ofTrainee(work.classId, work.cadreId)).map(asScoreEvent);
  const ids = new Set(wanted.map(({ eventId }) => eventId));
  const over = settledEvents(present).standing.filter((each) => each.source === source && !ids.has(each.eventId));
  const reversals = over.map((event) => reversalOf(event, reason, ctx.person._id, ctx.now));
  await ctx.store.scoreEvents.add([...wanted, ...reversals].map((event) => scoreEventRow(work.classId, event)));
}
