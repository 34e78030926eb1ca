import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { oncePer } from '../../src/once-per.ts';
import { postingWords } from '../../src/training/feedback/posting-words.ts';
import { candidatesIn, eventOfRelease, inStrokeOrder } from '../../src/training/grading/posting.ts';
import { postingUntilOn } from '../../src/training/grading/result-deadlines.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { releasedClasses } from './released-classes.ts';

/** A released class whose people proposed for 优秀学员 are to be posted, or are posted now. */
interface Due {
  classId: string;
  release: string;
  postedUntilOn: string;
  messages: readonly Planned[];
  trainees: number;
}

/**
 * Shows a class the people proposed for 优秀学员 (公示), once its results are released and before anybody gets one: on working days outside the
 * quiet hours, because the days to object are counted from then. A run that died after it had noted the posting is made up for by a later one,
 * which adds what is missing.
 */
export const postCandidates: Job = {
  name: 'post-candidates',
  about: '向本班学员公示优秀学员人选',
  schedule: { everyMinutes: 10, atMinute: 3 },
  usefulForMinutes: 24 * 60,
  async plan(ctx) {
    return (await dueIn(ctx)).flatMap(({ messages }) => messages);
  },
  async effect(ctx, planned) {
    const missing = new Set(planned.map(({ key }) => key));
    const begun = (await dueIn(ctx)).filter(({ messages }) => messages.some(({ key }) => missing.has(key)));
    const posted = await Promise.all(
      begun.map(({ classId, release, postedUntilOn }) =>
        ctx.store.gradings.post(classId, release, { postedAt: ctx.now, postedUntilOn }),
      ),
    );
    if (posted.includes(false)) throw new Error('grades were sent back while their list was about to be posted');
  },
  async added(ctx) {
    await ctx.store.gradings.endPosting(await dueIn(ctx));
  },
};

/** Read once in a run: what is added and noted is what was planned. */
const dueIn = oncePer(due);

async function due({ store, packs, quiet, now }: JobContext): Promise<Due[]> {
  const todayOn = beijingDateOf(now);
  if (quietAt(now, quiet) !== undefined || !isWorkingDay(todayOn)) return [];
  const unposted = await store.gradings.unposted();
  return releasedClasses(unposted, async ({ _id: classId, release, postedUntilOn: noted }) => {
    const [trainingClass, rows] = await Promise.all([
      store.classes.byId(classId),
      store.assessments.resultsOf(classId),
    ]);
    const candidates = inStrokeOrder(candidatesIn(rows));
    if (trainingClass === null || candidates.length === 0) return undefined;
    const units = await store.units.many([...new Set(candidates.map(({ unitId }) => unitId))]);
    const posted = candidates.map(({ name, unitId }) => ({
      name,
      unitName: units.find(({ _id }) => _id === unitId)?.name ?? '',
    }));
    const { grading: rules } = packs.of(trainingClass);
    const postedUntilOn = noted ?? postingUntilOn(todayOn, rules);
    const message = postingWords.card(
      trainingClass,
      posted,
      postedUntilOn,
      eventOfRelease(release),
      rules.postingPhone,
    );
    const messages = rows
      .filter(({ outcome }) => outcome !== 'withdrawn')
      .map(({ cadreId, name }) => ({
        ...{ cadreId, message, key: `posting:${classId}:${release}:${cadreId}` as const },
        note: postingWords.note(name, trainingClass.name),
      }));
    return { classId, release, postedUntilOn, messages, trainees: rows.length };
  });
}
