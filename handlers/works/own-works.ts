import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssignmentRow } from '../../src/training/works/assignments.ts';
import { handInAt } from '../../src/training/works/hand-in.ts';
import { handInWords, type MyWork } from '../../src/training/works/hand-in-words.ts';
import { workMarking } from '../../src/training/works/work-marks.ts';
import type { WorkRow } from '../../src/training/works/works.ts';
import { markedIn } from './assignment-named.ts';

/** One's own assignments, and what can be done about each. */
export function ownWorks(router: Router): void {
  router.word(['我的作业', '作业', '交作业'], async (ctx) => {
    const mine = await myWorks(ctx);
    await ctx.reply(mine.length === 0 ? handInWords.noneOfMine : handInWords.mine(mine));
  });
}

/** An assignment of the person with the class and what they handed in. */
export interface OwnWork extends MyWork {
  trainingClass: ClassRow;
  /** Why no file is taken, where none is. */
  because?: 'tooLate' | 'beingRead';
}

/** Every open assignment of the classes in which the person is a trainee, the first to end first. */
export async function myWorks(ctx: Context): Promise<OwnWork[]> {
  const enrolled = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state !== 'withdrawn');
  const rows = await ctx.store.assignments.ofClasses(enrolled.map(({ classId }) => classId));
  const open = rows.filter(({ state }) => state === 'open');
  const works = await ctx.store.works.ofTrainee(
    ctx.person._id,
    open.map(({ _id }) => _id),
  );
  const mine = await Promise.all(
    open.map(async (row) => {
      const trainingClass = await ctx.store.classes.byId(row.classId);
      const work = works.find(({ assignmentId }) => assignmentId === row._id);
      return trainingClass === null || trainingClass.state === 'withdrawn'
        ? []
        : [myWork(ctx, row, trainingClass, work)];
    }),
  );
  return mine.flat().sort((a, b) => (a.closesOn < b.closesOn ? -1 : a.closesOn > b.closesOn ? 1 : 0));
}

/** How one's own assignment stands: until when it is taken, and whether it is read already. */
export function myWork(ctx: Context, row: AssignmentRow, trainingClass: ClassRow, work?: WorkRow): OwnWork {
  const closesOn = work?.state === 'returned' ? (work.returns.at(-1)?.untilOn ?? row.closesOn) : row.closesOn;
  const { as } = handInAt(ctx.now, closesOn, ctx.rulesOf(trainingClass).works);
  const isRead = work?.state === 'handedIn' && work.marks.some(({ version }) => version === work.versions.length);
  const because = isRead ? ('beingRead' as const) : as === 'refused' ? ('tooLate' as const) : undefined;
  const { part } = markedIn(ctx, trainingClass, row);
  const result = work?.state === 'handedIn' ? workMarking(part, work.marks, work.versions.length) : undefined;
  return {
    ...{ row, trainingClass, closesOn, takesFiles: because === undefined },
    ...(because === undefined ? {} : { because }),
    ...(work === undefined || work.state === 'takenBack' ? {} : { work }),
    ...(result?.resultHundredths === undefined ? {} : { resultHundredths: result.resultHundredths }),
  };
}
