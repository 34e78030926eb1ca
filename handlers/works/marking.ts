import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { AssignmentRow } from '../../src/training/works/assignments.ts';
import { workMarkingWords } from '../../src/training/works/marking-words.ts';
import { askMark, giveMark, nextWork, sendWorkFile } from '../../src/training/works/presses.ts';
import { waitsFor } from '../../src/training/works/work-marks.ts';
import { presentVersion, type WorkRow } from '../../src/training/works/works.ts';
import { endOf } from '../needs-survey/survey-deadline.ts';
import { type Given, givenNamed, givenOf, recentOf } from './assignment-named.ts';

/** A file that was asked for and did not get there is not sent hours later. */
const sendHours = 1;

/** The markers take one work after the other: its file under its number, and what they need to know of it. */
export function marking(router: Router): void {
  router.word(['评阅作业', '待评作业'], listWaiting);
  router.press(nextWork, async (ctx, { assignment }) => {
    const given = await givenNamed(ctx, 'work.mark', assignment);
    refuseUnlessMarker(ctx, given);
    if (ctx.now < endOf(given.row.closesOn)) return ctx.reply(workMarkingWords.notYet(given.row));
    const waiting = await waitingFor(ctx, given);
    const [next] = waiting;
    if (next === undefined) return ctx.reply(workMarkingWords.nothingWaits);
    await sendFile(ctx, next);
    await ctx.reply(workMarkingWords.read(given.row, next, waiting.length));
  });
  router.press(sendWorkFile, async (ctx, { work: id }) => {
    const { work } = await workToMark(ctx, id);
    await sendFile(ctx, work);
  });
  router.press(askMark, async (ctx, { work: id }) => {
    const { work, given } = await workToMark(ctx, id);
    await ctx.expect(giveMark.with({ work: work._id }));
    await ctx.reply(workMarkingWords.askMark(work._id, given.marked.part));
  });
}

/** The work with its assignment, if the person reads it. @throws RuleError `policy…`, `record.unknown`, `work.not-marker` */
export async function workToMark(ctx: Context, number: string): Promise<{ work: WorkRow; given: Given }> {
  const work = await ctx.requireFound(
    'work.mark',
    await ctx.store.works.byId(number),
    ({ classId }) => ({ classId }),
    new RuleError('record.unknown', { what: '作品', number }),
  );
  const row = await ctx.store.assignments.byId(work.assignmentId);
  if (row === null) throw new RuleError('record.unknown', { what: '作品', number });
  const given = await givenOf(ctx, row);
  refuseUnlessMarker(ctx, given);
  return { work, given };
}

function refuseUnlessMarker(ctx: Context, { row }: Given): void {
  if (!row.markers.includes(ctx.person._id)) throw new RuleError('work.not-marker', { number: row._id });
}

/** What waits for this marker, by number. */
export async function waitingFor(ctx: Context, { row, marked }: Given): Promise<WorkRow[]> {
  if (row.state !== 'open') return [];
  return (await ctx.store.works.of(row._id)).filter(
    ({ state, marks, versions }) =>
      state === 'handedIn' && waitsFor(marked.part, marks, versions.length, row.markers, ctx.person._id),
  );
}

async function sendFile(ctx: Context, work: WorkRow): Promise<void> {
  const { file } = presentVersion(work);
  const sealed = await ctx.store.proofs.byId(file);
  if (sealed?.state !== 'kept' || !sealed.opens) return ctx.reply(workMarkingWords.unreadable);
  const { about = '', cadreId } = sealed;
  // First the note, then the file: nobody reads any without one.
  await ctx.store.proofLooks.note({ _id: ctx.update.id, about, cadreId, by: ctx.person._id, at: ctx.now });
  const until = new Date(ctx.now.getTime() + sendHours * 3600_000);
  await ctx.reply(ctx.store.proofs.message(sealed, workMarkingWords.fileName(work._id)), until);
}

/** What waits for this marker, by assignment; assignments of which nothing waits are left out. */
export async function waitingWorks(ctx: Context): Promise<{ row: AssignmentRow; works: readonly WorkRow[] }[]> {
  const rows = (await recentOf(ctx, 'work.mark')).filter(({ markers }) => markers.includes(ctx.person._id));
  const all = await Promise.all(
    rows.map(async (row) => ({ row, works: await waitingFor(ctx, await givenOf(ctx, row)) })),
  );
  return all.filter(({ works }) => works.length > 0);
}

async function listWaiting(ctx: Context): Promise<void> {
  const waiting = (await waitingWorks(ctx)).map(({ row, works }) => ({ row, left: works.length }));
  if (waiting.length === 0) return ctx.reply(workMarkingWords.nothingWaits);
  await ctx.reply(workMarkingWords.waiting(waiting));
  for (const { row } of waiting) await ctx.reply(workMarkingWords.card(row));
}
