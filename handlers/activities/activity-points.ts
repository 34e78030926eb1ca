import { numberedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { isHeld, proposedPoints } from '../../src/training/activities/activity.ts';
import { activityWords } from '../../src/training/activities/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { scoreEvent, settledEvents } from '../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { nextEntryId } from '../../src/training/scoring/source-events.ts';
import { previewScores } from '../scoring/scoring.ts';
import { namesFor, unknownActivity } from './activity-facts.ts';

/** `/活动记分`: points for an activity are proposed for those who spoke and those who were there, shown first, entered by whoever confirms. */
export function activityPoints(router: Router): void {
  router.command(
    {
      names: ['活动记分', 'score-activity'],
      action: 'score.record-all',
      right: 'found',
      args: [numberedArg('number', '编号')],
      missing: '请写明活动编号，编号见“/活动”。',
      example: '/活动记分 {activity}',
      about: '按主讲和参加情况提出一次活动的得分',
      next: '先预览，确认后计入得分；缺席的先用“/改活动”写明，更正用“/撤销记分”。',
    },
    (ctx, { number }) => propose(ctx, number),
  );
}

async function propose(ctx: Context, number: string): Promise<void> {
  const found = await ctx.store.activities.byId(number);
  const subject = ({ classId }: { classId: string }) => ({ classId });
  const row = await ctx.requireFound('score.record-all', found, subject, unknownActivity(number));
  const trainingClass = await heldClass(ctx, row.classId);
  refuseWhenGraded(trainingClass);
  if (row.state !== 'planned') throw new RuleError('activity.gone', { activity: row._id });
  if (!isHeld(row, beijingDateOf(ctx.now))) throw new RuleError('activity.not-yet', { activity: row._id });
  const { activities, scoring } = ctx.rulesOf(trainingClass);
  const names = await namesFor(ctx, row);
  if (row.kind === 'ownLesson') {
    const bonus = scoring.bonusItems.find(({ id }) => id === activities.kinds.ownLesson.speaker?.item)?.name ?? '';
    const who = row.speakers.map(names.person).join('、');
    const command = `/加分 ${row.classId} ${who} ${bonus} ${row.title}`;
    throw new RuleError('activity.bonus-only', { activity: row._id, command });
  }
  const trainees = (await ctx.store.enrollments.traineesOf(row.classId)).map(({ cadreId }) => cadreId);
  const source = `activity:${row._id}` as const;
  const present = await ctx.store.scoreEvents.ofClass(row.classId);
  const known = new Set(present.map(({ _id }) => _id));
  const given = new Set(
    settledEvents(present)
      .standing.filter((each) => each.source === source)
      .map(({ cadreId }) => cadreId),
  );
  const points = proposedPoints(row, trainees, activities).filter(({ cadreId }) => !given.has(cadreId));
  if (points.length === 0) throw new RuleError('activity.no-points', { activity: row._id });
  const events = points.map(({ cadreId, item, step, spoke }) => {
    const reason = activityWords.pointReason(row, names, spoke);
    const entry = { cadreId, item, step, reason, source, authorId: ctx.person._id, at: ctx.now };
    return scoreEventRow(
      row.classId,
      scoreEvent({ ...entry, _id: nextEntryId(`${source}:${cadreId}`, known) }, scoring),
    );
  });
  await previewScores(ctx, trainingClass, events);
}
