import type { Context } from '../../src/bot/context.ts';
import { scoreEvent } from '../../src/training/scoring/score-event.ts';
import { standAs } from '../../src/training/scoring/source-events.ts';
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
  const { cadreId, classId } = work;
  const by = { reason, authorId: ctx.person._id, at: ctx.now };
  await standAs(ctx.store, { classId, cadreId, source }, [...marks, ...lateEvents], by);
}
