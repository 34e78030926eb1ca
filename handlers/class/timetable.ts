import { classArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { startCommand } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { text } from '../../src/chat/message.ts';
import { isSameWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import { type ClassRow, callUpDueKey, type TimetableDraft } from '../../src/training/class/classes.ts';
import { checkCurriculum } from '../../src/training/class/curriculum.ts';
import { changeTimetable, keepTimetable, undoTimetable } from '../../src/training/class/presses.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { standardCurriculum, standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import {
  broughtBack,
  isMoved,
  newSessionIds,
  type TimetableChange,
  timetableBasis,
  timetableChange,
} from '../../src/training/class/timetable-change.ts';
import { readPastedCurriculum } from '../../src/training/class/timetable-sheet.ts';
import { changesAhead, classWords } from '../../src/training/class/words.ts';

/** Taking back a timetable that was just stored. */
export const replacingTimetable = {
  kind: undoTimetable,
  instead: ({ classId }: { classId: string }) => `“/课程 ${classId}”重新录入`,
};

/** `/课程`: shows the timetable of a class, or replaces it by one that meets the 70 % rule; marks stay with their sessions. */
export function timetable(router: Router): void {
  router.command(
    {
      names: ['课程', 'curriculum', '课程表'],
      action: 'class.curriculum',
      right: 'class',
      args: [classArg({ action: 'class.read' }), optional(wordArg('word', '标准')), bodyArg],
      usage: (line) => `${line}，后面可换行粘贴课程表`,
      example: '/课程 2026-01 标准',
      about: '查看或录入课程表，自动审核理论教育和党性教育比例',
      next: '审核通过的即保存，并转请县委组织部点名调训；不通过的给出修改建议。',
    },
    curriculum,
  );
  router.preview(
    {
      confirm: changeTimetable,
      drop: keepTimetable,
      shown: shownDraft,
      forget: (ctx, { trainingClass, draft }) => ctx.store.classes.dropTimetable(trainingClass._id, draft.byUpdate),
      dropped: classWords.changeDropped,
    },
    confirmChange,
  );
}

/** The pasted timetable; empty if there is none. */
const bodyArg: Argument<'body', string> = {
  key: 'body',
  usage: '',
  take:
    ({ body }) =>
    () =>
      body,
};

async function curriculum(
  ctx: Context,
  { trainingClass: row, word, body }: { trainingClass: ClassRow; word: string | undefined; body: string },
): Promise<void> {
  if (word !== undefined && isSameWord(word, '标准')) {
    const endsOn = standardCurriculumEndsOn(row.opensOn);
    if (endsOn > row.closesOn) return ctx.reply(classWords.standardTooLong(row, endsOn));
    return accept(ctx, row, standardCurriculum(row.opensOn));
  }
  if (body.trim() === '') return ctx.reply(classWords.timetable(row, await ctx.store.sessions.ofClass(row._id)));
  const read = readPastedCurriculum(body, ctx.rulesOf(row).curriculum);
  if (read.problems.length > 0) return ctx.reply(classWords.problems(read.problems));
  await accept(ctx, row, read.sessions);
}

/**
 * Checks a timetable and stores it. A refused one changes nothing, and the answer names possible repairs. If somebody has signed in to a
 * session that would be moved or removed, or a session would be put into the past of a class that has begun, a preview shows that first.
 * @param shownFirst - in any case, because it was read from a file
 */
export async function accept(
  ctx: Context,
  row: ClassRow,
  sessions: readonly Session[],
  shownFirst = false,
): Promise<void> {
  await allowedClass(ctx, 'class.curriculum', row._id);
  refuseWhenOver(row);
  const verdict = verdictOn(ctx, row, sessions);
  if (!verdict.passed) return ctx.reply(classWords.refused(verdict));
  const present = (await ctx.store.sessions.ofClass(row._id)).map(asSession);
  const change = timetableChange(present, sessions);
  const touched = [...change.removed, ...change.kept.filter(isMoved).map(({ before }) => before)];
  const marks = await marksAt(ctx, row._id, touched);
  const past = present.length === 0 ? [] : await newInThePast(ctx, row._id, change);
  if (!shownFirst && marks.size === 0 && past.length === 0) return replace(ctx, row, sessions);
  const byUpdate = ctx.update.id;
  await ctx.store.classes.keepTimetable(row._id, {
    byUpdate,
    sessions,
    basis: timetableBasis(present),
    shownAt: ctx.now,
  });
  const facts = { classId: row._id, draft: byUpdate };
  const buttons = { confirm: changeTimetable.with(facts), drop: keepTimetable.with(facts) };
  await ctx.reply(classWords.changePreview(row, byUpdate, change, { marks, past }, buttons));
}

/** Sessions that begin before now and were in no timetable before: nobody could sign in to them. */
async function newInThePast(ctx: Context, classId: string, { added }: TimetableChange): Promise<readonly Session[]> {
  const past = added.filter(({ startsAt }) => startsAt <= ctx.now);
  if (past.length === 0) return [];
  return broughtBack((await ctx.store.sessions.removedOf(classId)).map(asSession), past).fresh;
}

interface ShownDraft {
  trainingClass: ClassRow;
  draft: TimetableDraft;
}

async function shownDraft(ctx: Context, facts: { classId: string; draft: string }): Promise<ShownDraft> {
  const trainingClass = await allowedClass(ctx, 'class.curriculum', facts.classId);
  const draft = trainingClass.timetableDraft;
  if (draft?.byUpdate !== facts.draft) throw new RuleError('class.timetable-changed', { classId: facts.classId });
  return { trainingClass, draft };
}

/** Does exactly what the preview showed: a timetable that somebody else has changed in the meantime is not replaced. */
async function confirmChange(ctx: Context, { trainingClass, draft }: ShownDraft): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenOver(trainingClass);
  const present = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  const isBegun = draft.confirmedByUpdate === ctx.update.id;
  if (!isBegun && timetableBasis(present) !== draft.basis) throw new RuleError('class.timetable-changed', { classId });
  const confirmed = await ctx.store.classes.confirmTimetable(classId, draft.byUpdate, ctx.update.id);
  if (confirmed?.timetableDraft?.confirmedByUpdate !== ctx.update.id)
    throw new RuleError('class.timetable-changed', { classId });
  await ctx.settle(classWords.changeConfirmed);
  await replace(ctx, trainingClass, draft.sessions);
}

async function replace(ctx: Context, row: ClassRow, sessions: readonly Session[]): Promise<void> {
  const { count, told, isCalled } = await storeTimetable(ctx, row, sessions);
  if (!(await ctx.store.classes.move(row._id, ['draft'], 'planned')))
    throw endedMeanwhile((await ctx.store.classes.byId(row._id)) ?? row);
  const next = isCalled ? undefined : await callUpNext(ctx, row);
  const answer = classWords.accepted(row, verdictOn(ctx, row, sessions), count, next, told);
  await replyWithUndo(ctx, answer, replacingTimetable, { classId: row._id, replacedBy: ctx.update.id });
}

/**
 * Puts a timetable in the place of the present one, which is kept for taking the new one back, and tells those on the roll.
 * @param keepsFormer - not where a timetable is being taken back
 */
export async function storeTimetable(ctx: Context, row: ClassRow, sessions: readonly Session[], keepsFormer = true) {
  const { store } = ctx;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id };
  const former = keepsFormer ? { ...by, sessions: (await store.sessions.ofClass(row._id)).map(asSession) } : undefined;
  const begun = await store.classes.beginTimetable(row._id, ctx.update.id, former);
  const updates = begun?.timetableUpdates ?? [];
  if (!updates.includes(ctx.update.id)) throw endedMeanwhile(begun ?? row);
  // Another one has replaced it since an earlier run of this update.
  if (updates.at(-1) !== ctx.update.id) throw new RuleError('class.timetable-changed', { classId: row._id });
  const present = (await store.sessions.ofClass(row._id)).map(asSession);
  const change = timetableChange(present, sessions);
  const { kept, added } = change;
  const { back, fresh } = broughtBack((await store.sessions.removedOf(row._id)).map(asSession), added);
  const ids = newSessionIds(row._id, await store.sessions.idsOf(row._id), fresh.length);
  const numbered = fresh.map((session, index) => ({ ...session, sessionId: ids[index] ?? '' }));
  const rows = [...kept.map(({ after }) => after), ...back, ...numbered].map(
    ({ sessionId, ...session }): SessionRow => ({ _id: sessionId, classId: row._id, ...session }),
  );
  const isCalled = (await store.callUps.ofClass(row._id)).some(({ issuedAt }) => issuedAt !== undefined);
  const told = isCalled && present.length > 0 ? await tellChanges(ctx, row, change) : undefined;
  await store.sessions.replace(row._id, rows, ctx.now);
  return { count: rows.length, told, isCalled };
}

/** Whoever may not call up hands it over to those who may. */
async function callUpNext(ctx: Context, row: ClassRow): Promise<'callUp' | 'handedOver'> {
  if (await ctx.may('call-up.propose', { classId: row._id })) return 'callUp';
  const card = classWords.callUpDue(row, startCommand.with({ name: '点名', classId: row._id }));
  const department = await ctx.store.cadres.withRole('orgDept');
  await ctx.sendAll(department.map(({ _id }) => ({ cadreId: _id, message: card, key: callUpDueKey(row._id, _id) })));
  return 'handedOver';
}

/**
 * Tells everyone on the roll what changes in the days ahead. The messages are added before the timetable is replaced: afterwards a second
 * run would find no change.
 * @returns to how many people; absent where nothing ahead changes
 */
async function tellChanges(ctx: Context, row: ClassRow, change: TimetableChange): Promise<number | undefined> {
  const lines = changesAhead(change, ctx.now);
  const roll = await classRoll(ctx.store, row._id);
  const message = text(classWords.changed(row, lines));
  const key = (cadreId: string) => `timetable-changed:${ctx.update.id}:${cadreId}` as const;
  if (lines.length > 0) await ctx.sendAll(roll.map(({ cadreId }) => ({ cadreId, message, key: key(cadreId) })));
  const told = await ctx.store.deliveries.known(roll.map(({ cadreId }) => key(cadreId)));
  return told.size === 0 ? undefined : told.size;
}

/** How many people have signed in to each of these sessions; sessions without sign-ins are left out. */
export async function marksAt(
  ctx: Context,
  classId: string,
  sessions: readonly Session[],
): Promise<ReadonlyMap<string, number>> {
  const marks = new Map<string, number>();
  if (sessions.length === 0) return marks;
  for (const { sessionId } of await ctx.store.signIns.ofClass(classId))
    if (sessions.some((session) => session.sessionId === sessionId))
      marks.set(sessionId, (marks.get(sessionId) ?? 0) + 1);
  return marks;
}

function verdictOn(ctx: Context, row: ClassRow, sessions: readonly Session[]) {
  const { kind: classKind, opensOn, closesOn } = row;
  return checkCurriculum({ classKind, opensOn, closesOn, sessions }, ctx.rulesOf(row).curriculum);
}

/** Somebody withdrew or graded the class while its timetable was being replaced. */
function endedMeanwhile({ _id: classId, state }: ClassRow): RuleError {
  return new RuleError(state === 'withdrawn' ? 'class.withdrawn' : 'class.over', { classId });
}

/** @throws RuleError `class.over` */
export function refuseWhenOver(row: ClassRow): void {
  if (row.state === 'graded' || row.state === 'published') throw new RuleError('class.over', { classId: row._id });
}
