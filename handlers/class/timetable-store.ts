import type { Context } from '../../src/bot/context.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import { type ClassRow, isNotGraded } from '../../src/training/class/classes.ts';
import { checkCurriculum } from '../../src/training/class/curriculum.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import {
  broughtBack,
  newSessionIds,
  type TimetableChange,
  timetableChange,
} from '../../src/training/class/timetable-change.ts';
import { changesAhead, timetableChangeWords } from '../../src/training/class/timetable-change-words.ts';

/**
 * Puts a timetable in the place of the present one, which is kept for taking the new one back, and tells those on the roll.
 * @param keepsFormer - not where a timetable is being taken back
 */
export async function storeTimetable(ctx: Context, row: ClassRow, sessions: readonly Session[], keepsFormer = true) {
  const { store } = ctx;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id };
  const former = keepsFormer ? { ...by, sessions: (await store.sessions.ofClass(row._id)).map(asSession) } : undefined;
  const begun = await store.timetables.begin(row, ctx.update.id, former);
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

/**
 * Tells everyone on the roll what changes in the days ahead. The messages are added before the timetable is replaced: afterwards a second
 * run would find no change.
 * @returns to how many people; absent where nothing ahead changes
 */
async function tellChanges(ctx: Context, row: ClassRow, change: TimetableChange): Promise<number | undefined> {
  const lines = changesAhead(change, ctx.now);
  const roll = await classRoll(ctx.store, row._id);
  const message = text(timetableChangeWords.changed(row, lines));
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

/** What the rules say of a timetable of this class. */
export function verdictOn(ctx: Context, row: ClassRow, sessions: readonly Session[]) {
  const { kind: classKind, opensOn, closesOn } = row;
  return checkCurriculum({ classKind, opensOn, closesOn, sessions }, ctx.rulesOf(row).curriculum);
}

/** Somebody withdrew or graded the class, or held it on other days, while its timetable was being replaced. */
export function endedMeanwhile(row: ClassRow): RuleError {
  const { _id: classId, state } = row;
  if (isNotGraded(row)) return new RuleError('class.changed-meanwhile', { classId });
  return new RuleError(state === 'withdrawn' ? 'class.withdrawn' : 'class.over', { classId });
}

/** @throws RuleError `class.over` */
export function refuseWhenOver(row: ClassRow): void {
  if (row.state === 'graded' || row.state === 'published') throw new RuleError('class.over', { classId: row._id });
}
