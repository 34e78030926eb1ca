import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Subject } from '../../src/county/policy.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { aboutOf, type NoticeAbout } from '../../src/training/class-messages/notice-about.ts';
import type { NoticeRow } from '../../src/training/class-messages/notices.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';

export interface FoundNotice {
  row: NoticeRow;
  trainingClass?: ClassRow;
  about: NoticeAbout;
}

/** For what the right to a notice is asked: its class, or the unit from which it is; and who wrote it. */
export function placeOf({
  classId,
  unitId,
  createdBy: authorId,
}: Pick<NoticeRow, 'classId' | 'unitId' | 'createdBy'>): Subject {
  if (classId !== undefined) return { classId, authorId };
  return unitId === undefined ? { authorId } : { unitId, authorId };
}

/** The rules it goes by: those of its class, or today's. */
export function rulesOf(ctx: Context, { trainingClass }: { trainingClass?: ClassRow | undefined }): RulePack {
  return trainingClass === undefined ? ctx.rules : ctx.rulesOf(trainingClass);
}

/** The notice with this number, if this person may do so with it. @throws RuleError `policy…`, `notice.unknown` */
export async function findNotice(
  ctx: Context,
  noticeId: string,
  action: 'notice.send' | 'notice.progress',
): Promise<FoundNotice> {
  const row = await ctx.requireFound(
    action,
    await ctx.store.notices.byId(noticeId),
    placeOf,
    new RuleError('notice.unknown', { noticeId }),
  );
  return row.classId === undefined ? found(row) : found(row, await allowedClass(ctx, action, row.classId));
}

/** The notice of the pressed card, if the person who pressed is one of its receivers. */
export async function ownNotice(ctx: Context, noticeId: string): Promise<FoundNotice> {
  const row = await ctx.store.notices.byId(noticeId);
  if (row === null || (await ctx.store.notices.markOf(row._id, ctx.person._id)) === null)
    throw new RuleError('notice.not-yours', {});
  if (row.state === 'recalled') throw new RuleError('notice.recalled', { noticeId: row._id });
  await ctx.require('notice.answer', { ...placeOf(row), cadreId: ctx.person._id });
  return row.classId === undefined ? found(row) : found(row, await findClass(ctx, row.classId));
}

export function found(row: NoticeRow, trainingClass?: ClassRow): FoundNotice {
  return { row, about: aboutOf(row, trainingClass), ...(trainingClass && { trainingClass }) };
}
