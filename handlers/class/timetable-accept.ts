import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { startCommand } from '../../src/bot/presses.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { type ClassRow, callUpDueKey, type TimetableDraft } from '../../src/training/class/classes.ts';
import type { CurriculumVerdict } from '../../src/training/class/curriculum.ts';
import { changeTimetable, keepTimetable, sendTimetableDraft, undoTimetable } from '../../src/training/class/presses.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import {
  broughtBack,
  isMoved,
  type TimetableChange,
  timetableBasis,
  timetableChange,
} from '../../src/training/class/timetable-change.ts';
import { allChanges, timetableChangeWords } from '../../src/training/class/timetable-change-words.ts';
import { timetableReadingWords } from '../../src/training/class/timetable-reading-words.ts';
import type { TimetableReading } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';
import { poolRepairs } from '../lecturers/pool-faults.ts';
import { clashesOf } from './timetable-clashes.ts';
import { endedMeanwhile, marksAt, refuseWhenOver, storeTimetable, verdictOn } from './timetable-store.ts';

/** Taking back a timetable that was just stored. */
export const replacingTimetable = {
  kind: undoTimetable,
  instead: ({ classId }: { classId: string }) => `“/课程 ${classId}”重新录入`,
};

/** More than this does not fit on the screen of a phone. */
const mostRemarks = 8;

interface Acceptance {
  shownFirst?: boolean;
  isOfLesson?: true;
  how?: TimetableReading;
  lines?: readonly string[];
}

/**
 * Checks a timetable and stores it. A refused one changes nothing, and the answer names possible repairs. If somebody has signed in to a
 * session that would be moved or removed, or a session would be put into the past of a class that has begun, a preview shows that first.
 * @param how - how a sheet was read that is not in our own form
 * @param shownFirst - in any case, because it was read from a file
 * @param isOfLesson - it changes a single lesson, which is shown first too
 * @param lines - what else the preview says
 */
export async function accept(
  ctx: Context,
  row: ClassRow,
  sessions: readonly Session[],
  { shownFirst = false, isOfLesson, how, lines: more = [] }: Acceptance = {},
): Promise<void> {
  await allowedClass(ctx, 'class.curriculum', row._id);
  refuseWhenOver(row);
  const verdict = verdictOn(ctx, row, sessions);
  const read = how === undefined ? [] : timetableReadingWords.shown(sessions, how);
  const present = (await ctx.store.sessions.ofClass(row._id)).map(asSession);
  const isAmber = !verdict.passed && mayBreakShares(ctx, row, present, verdict);
  if (!verdict.passed && !isAmber) {
    const courses = await poolRepairs(ctx, row, verdict.repairs, sessions);
    await ctx.reply(classWords.refused(verdict, read, courses));
    // What was proposed may be the reason: it is corrected in this sheet.
    if (read.length > 0) await sendList(ctx, timetableReadingWords.sheet(row, sessions));
    return;
  }
  const change = timetableChange(present, sessions);
  const met = await clashesOf(ctx, row, change);
  const impossible = met.filter(({ blocking }) => blocking).map(({ sentence }) => sentence);
  if (impossible.length > 0) return ctx.reply(timetableChangeWords.clashes(impossible));
  const remarks = met.map(({ sentence }) => timetableChangeWords.clash(sentence)).slice(0, mostRemarks);
  const touched = [...change.removed, ...change.kept.filter(isMoved).map(({ before }) => before)];
  const marks = await marksAt(ctx, row._id, touched);
  const past = present.length === 0 ? [] : await newInThePast(ctx, row._id, change);
  const isShown = shownFirst || isOfLesson || isAmber || read.length > 0 || marks.size > 0 || past.length > 0;
  if (!isShown) return replace(ctx, row, sessions, remarks);
  const changes = present.length === 0 ? [] : allChanges(change).slice(0, mostRemarks);
  const movedBack = change.kept.filter((pair) => isMoved(pair) && pair.after.startsAt <= ctx.now);
  const lines = [
    ...[...changes, ...more, ...read],
    ...movedBack.map(({ before }) => timetableChangeWords.movedBack(before)),
    ...[...remarks, ...(isAmber ? timetableChangeWords.amber(verdict) : [])],
  ];
  const byUpdate = ctx.update.id;
  await ctx.store.timetables.keep(row._id, {
    byUpdate,
    sessions,
    basis: timetableBasis(row, present),
    shownAt: ctx.now,
    ...(isOfLesson && { isOfLesson }),
  });
  const facts = { classId: row._id, draft: byUpdate };
  const buttons = [
    { label: '确认变更', style: 'danger' as const, press: changeTimetable.with(facts) },
    ...(read.length === 0 ? [] : [{ label: timetableReadingWords.sheetLabel, press: sendTimetableDraft.with(facts) }]),
    { label: '取消', press: keepTimetable.with(facts) },
  ];
  const head = isOfLesson ? timetableChangeWords.lessonHead(row) : timetableChangeWords.head(row, change);
  await ctx.reply(timetableChangeWords.preview(byUpdate, change, { marks, past }, [head, ...lines], buttons));
}

/** Red blocks before the class begins; afterwards a change that breaks the shares is warned of. What cannot be held is refused at any time. */
function mayBreakShares(
  ctx: Context,
  row: ClassRow,
  present: readonly Session[],
  { faults }: CurriculumVerdict,
): boolean {
  const isBegun = present.length > 0 && row.opensOn <= beijingDateOf(ctx.now);
  return isBegun && !faults.some(({ blocking }) => blocking);
}

/** Sessions that begin before now and were in no timetable before: nobody could sign in to them. */
async function newInThePast(ctx: Context, classId: string, { added }: TimetableChange): Promise<readonly Session[]> {
  const past = added.filter(({ startsAt }) => startsAt <= ctx.now);
  if (past.length === 0) return [];
  return broughtBack((await ctx.store.sessions.removedOf(classId)).map(asSession), past).fresh;
}

export interface ShownDraft {
  trainingClass: ClassRow;
  draft: TimetableDraft;
}

export async function shownDraft(ctx: Context, facts: { classId: string; draft: string }): Promise<ShownDraft> {
  const trainingClass = await allowedClass(ctx, 'class.curriculum', facts.classId);
  const draft = trainingClass.timetableDraft;
  if (draft?.byUpdate !== facts.draft) throw await changedMeanwhile(ctx, trainingClass);
  return { trainingClass, draft };
}

/** Does exactly what the preview showed: a timetable that somebody else has changed in the meantime is not replaced. */
export async function confirmChange(ctx: Context, { trainingClass, draft }: ShownDraft): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenOver(trainingClass);
  const present = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  const isBegun = draft.confirmedByUpdate === ctx.update.id;
  if (!isBegun && timetableBasis(trainingClass, present) !== draft.basis)
    throw await changedMeanwhile(ctx, trainingClass);
  const confirmed = await ctx.store.timetables.confirm(classId, draft.byUpdate, ctx.update.id);
  if (confirmed?.timetableDraft?.confirmedByUpdate !== ctx.update.id)
    throw new RuleError('class.timetable-changed', { classId });
  await ctx.settle(timetableChangeWords.confirmed);
  await (draft.isOfLesson ? replaceLesson : replace)(ctx, trainingClass, draft.sessions);
}

/** Somebody else was quicker: who, and what is otherwise now. */
async function changedMeanwhile(ctx: Context, row: ClassRow): Promise<RuleError> {
  const { _id: classId, formerTimetable: former } = row;
  const present = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  const changes = former === undefined ? [] : allChanges(timetableChange(former.sessions, present));
  if (former === undefined || changes.length === 0) return new RuleError('class.timetable-changed', { classId });
  const told = changes.slice(0, mostRemarks).join('\n');
  if (former.by === ctx.person._id) return new RuleError('class.timetable-changed-by-you', { classId, changes: told });
  const who = (await ctx.store.cadres.byId(former.by))?.name ?? '';
  return new RuleError('class.timetable-changed-by', { classId, who, changes: told });
}

async function replaceLesson(ctx: Context, row: ClassRow, sessions: readonly Session[]): Promise<void> {
  const { told } = await storeTimetable(ctx, row, sessions);
  const facts = { classId: row._id, replacedBy: ctx.update.id };
  await replyWithUndo(ctx, timetableChangeWords.lessonSaved(row, told), replacingTimetable, facts);
}

async function replace(
  ctx: Context,
  row: ClassRow,
  sessions: readonly Session[],
  remarks: readonly string[] = [],
): Promise<void> {
  const { count, told, isCalled } = await storeTimetable(ctx, row, sessions);
  if (!(await ctx.store.classes.move(row._id, ['draft'], 'planned')))
    throw endedMeanwhile((await ctx.store.classes.byId(row._id)) ?? row);
  const next = isCalled ? undefined : await callUpNext(ctx, row);
  const answer = classWords.accepted(row, verdictOn(ctx, row, sessions), count, next, told, remarks);
  await replyWithUndo(ctx, answer, replacingTimetable, { classId: row._id, replacedBy: ctx.update.id });
}

/** Whoever may not call up hands it over to those who may. */
async function callUpNext(ctx: Context, row: ClassRow): Promise<'callUp' | 'handedOver'> {
  if (await ctx.may('call-up.propose', { classId: row._id })) return 'callUp';
  const card = classWords.callUpDue(row, startCommand.with({ name: '点名', classId: row._id }));
  const department = await ctx.store.cadres.withRole('orgDept');
  await ctx.sendAll(department.map(({ _id }) => ({ cadreId: _id, message: card, key: callUpDueKey(row._id, _id) })));
  return 'handedOver';
}
