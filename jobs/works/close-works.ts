import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cardCode, text } from '../../src/chat/message.ts';
import type { AssignmentRow } from '../../src/training/works/assignments.ts';
import { lastDayOf } from '../../src/training/works/hand-in.ts';
import { handInWords, workCardId } from '../../src/training/works/hand-in-words.ts';
import { workMarkingWords } from '../../src/training/works/marking-words.ts';
import { assignmentWords } from '../../src/training/works/words.ts';
import { owedBy } from '../../src/training/works/work-figures.ts';
import { waitsFor } from '../../src/training/works/work-marks.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { markedIn } from './marked-in.ts';

/** For how many days after an assignment is over this is still made up for. */
const withinDays = 14;

/** On the working morning after its last day tells whoever gave an assignment and its markers; closes the cards of what is not taken any more. */
export const closeWorks: Job = {
  name: 'close-works',
  about: '作业截止后告知布置人和评阅人，关闭不再接收的作业卡片',
  schedule: { dailyAt: '08:11', onWorkingDays: true },
  usefulForMinutes: 24 * 60,
  closes: true,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const row of await over(ctx)) {
      const trainingClass = await ctx.store.classes.byId(row.classId);
      if (trainingClass === null || trainingClass.state === 'withdrawn') continue;
      const { part } = markedIn(ctx.packs.of(trainingClass), row);
      const works = await ctx.store.works.of(row._id);
      const owed = owedBy(await ctx.store.enrollments.traineesOf(row.classId), works, part);
      planned.push({
        ...{ cadreId: row.createdBy, message: text(assignmentWords.due(row, owed)) },
        ...{ key: `work-due:${row._id}:${row.closesOn}`, note: `作业 ${row._id} 截止` },
      });
      const there = works.filter(({ state }) => state === 'handedIn');
      for (const cadreId of row.markers)
        if (there.some(({ marks, versions }) => waitsFor(part, marks, versions.length, row.markers, cadreId)))
          planned.push({
            ...{ cadreId, message: workMarkingWords.card(row), key: `work-marking:${row._id}:${cadreId}` },
            note: `请评阅作业 ${row._id}`,
          });
    }
    return planned;
  },
  async preview(ctx) {
    return (await notTaken(ctx)).map(({ _id }) => `关闭作业 ${_id} 未交学员的卡片`);
  },
  async effect(ctx) {
    for (const row of await notTaken(ctx)) {
      const trainees = (await ctx.store.enrollments.traineesOf(row.classId)).map(({ cadreId }) => cadreId);
      const copies = await ctx.store.sentCards.copies(trainees, cardCode(workCardId(row._id)));
      const by = `close-works:${row._id}:${row.closesOn}`;
      for (const copy of copies)
        if (copy.open === true || copy.settledByUpdate === by) await ctx.closeCard(copy, handInWords.over, by);
    }
  },
};

/** Those whose last day is over, for some days. */
async function over({ store, now }: JobContext): Promise<AssignmentRow[]> {
  const todayOn = beijingDateOf(now);
  const rows = await store.assignments.closingFrom(addDays(todayOn, -withinDays));
  return rows.filter(({ closesOn }) => closesOn < todayOn);
}

/** Those of them for which nothing is taken any more. */
async function notTaken(ctx: JobContext): Promise<AssignmentRow[]> {
  const todayOn = beijingDateOf(ctx.now);
  const { works } = ctx.packs.on(todayOn);
  return (await over(ctx)).filter(({ closesOn }) => lastDayOf(closesOn, works) < todayOn);
}
