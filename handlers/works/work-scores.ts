import type { Context } from '../../src/bot/context.ts';
import { type ScoreEvent, scoreEvent } from '../../src/training/scoring/score-event.ts';
import { standAs } from '../../src/training/scoring/source-events.ts';
import { kindOf } from '../../src/training/works/work-kind.ts';
import { workMarking } from '../../src/training/works/work-marks.ts';
import { presentVersion, type WorkRow } from '../../src/training/works/works.ts';
import type { Given } from './assignment-named.ts';

/** What reverses an entry of a mark that does not count any more. */
const reason = '评阅结果更正';

/**
 * Enters the marks of a work that count, and the days it is late, as score events; those of marks that do not count any more are reversed.
 * Whoever marked it or sent it back meanwhile does the same: it is looked at again until what was entered rests on the work as it is.
 */
export async function enterScores(ctx: Context, given: Given, work: WorkRow): Promise<void> {
  const { classId, cadreId, _id } = work;
  const by = { reason, authorId: ctx.person._id, at: ctx.now };
  for (let present = work; ; ) {
    await standAs(ctx.store, { classId, cadreId, source: sourceOf(work) }, eventsOf(ctx, given, present), by);
    const now = await ctx.store.works.byId(_id);
    if (now === null || now.revision === present.revision) return;
    present = now;
  }
}

/** None while the work is with its author, or marks are missing. */
function eventsOf(ctx: Context, { row, trainingClass, marked }: Given, work: WorkRow): ScoreEvent[] {
  const { counting, resultHundredths } = workMarking(marked.part, work.marks, work.versions.length);
  if (marked.counts === undefined || work.state !== 'handedIn' || resultHundredths === undefined) return [];
  const source = sourceOf(work);
  const { works, scoring } = ctx.rulesOf(trainingClass);
  const { item, part, lateStep } = marked.counts;
  const of = { cadreId: work.cadreId, item, source };
  const what = `${kindOf(works, row.kind).name}“${row.title}”`;
  const marks = counting.map(({ byUpdate, markerId, markHundredths, at }) =>
    scoreEvent(
      { ...of, _id: `${source}:${byUpdate}`, step: part, markHundredths, reason: what, authorId: markerId, at },
      scoring,
    ),
  );
  const { lateDays, number, at } = presentVersion(work);
  const lateEvents = Array.from({ length: lateStep === undefined ? 0 : lateDays }, (_, day) =>
    scoreEvent(
      {
        ...{ ...of, _id: `${source}:late:${number}:${day + 1}`, step: lateStep ?? '' },
        ...{ reason: `${what}迟交第 ${day + 1} 天`, authorId: row.createdBy, at: counting.at(-1)?.at ?? at },
      },
      scoring,
    ),
  );
  return [...marks, ...lateEvents];
}

function sourceOf({ _id }: WorkRow): `work:${string}` {
  return `work:${_id}`;
}
