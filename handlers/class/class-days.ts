import { classArg, dateArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { movedAlong, openingMovesBy } from '../../src/training/class/class-days.ts';
import {
  type ClassRow,
  type FormerTimetable,
  hasTimetableOf,
  isChangedBy,
  isNotGraded,
} from '../../src/training/class/classes.ts';
import { classDaysWords, type NewDays, onNewDays } from '../../src/training/class/days-words.ts';
import { keepDays, moveClass } from '../../src/training/class/presses.ts';
import { reportingOf, reportingWords } from '../../src/training/class/reporting.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { retellClassCards } from './class-cards.ts';
import { daysFitting } from './days-fitting.ts';
import { expectedPeople, unitsOf } from './expected-people.ts';

interface Moving extends NewDays {
  trainingClass: ClassRow;
}

/** `/改期`: a class that is not graded is held on other days; its lessons go along, call-ups and choices stand, everybody concerned is told. */
export function classDays(router: Router): void {
  router.command(
    {
      names: ['改期', 'move-class', '班次改期'],
      action: 'class.change',
      right: 'class',
      args: [classArg(), dateArg('opensOn', '开班日期', { ofRange: true }), dateArg('closesOn', '结束日期'), reasonArg],
      missing: '请写明新的开班日期、结束日期和理由。',
      example: '/改期 {class} {otherDays} 与全县重点工作冲突',
      about: '评定等次前更改班次的起止日期，课程随开班日期顺延或提前；已开班的只能改结束日期',
      next: '先预览课程、人员和场地的冲突，确认后告知学员、所在单位和班主任，已作的答复继续有效。',
    },
    (ctx, { trainingClass, opensOn, closesOn, reason }) =>
      preview(ctx, { trainingClass, from: daysOf(trainingClass), to: { opensOn, closesOn }, reason }),
  );
  router.preview({ confirm: moveClass, drop: keepDays, shown, dropped: classDaysWords.dropped }, move);
}

async function preview(ctx: Context, moving: Moving): Promise<void> {
  const { trainingClass, from, to, reason } = moving;
  const { lessons, remarks } = await daysFitting(ctx, trainingClass, to);
  const people = await expectedPeople(ctx, trainingClass._id);
  const touched = {
    people: people.length,
    units: new Set(people.map(({ unitId }) => unitId)).size,
    ...{ lessons, days: openingMovesBy(from, to) },
  };
  const facts = { classId: trainingClass._id, ...to, reason, wasFrom: from.opensOn, wasUntil: from.closesOn };
  const buttons = { confirm: moveClass.with(facts), drop: keepDays.with(facts) };
  await ctx.reply(classDaysWords.preview(ctx.update.id, trainingClass, moving, touched, remarks, buttons));
}

async function move(ctx: Context, moving: Moving): Promise<void> {
  const { trainingClass, from, to, reason } = moving;
  const classId = trainingClass._id;
  const { classes, sessions } = ctx.store;
  if (!isChangedBy(trainingClass, ctx.update.id)) {
    if (!isSame(trainingClass, from)) throw await changedMeanwhile(ctx, trainingClass);
    await daysFitting(ctx, trainingClass, to);
  }
  const by = { by: ctx.person._id, byUpdate: ctx.update.id };
  const present = (await sessions.ofClass(classId)).map(asSession);
  const former = present.length === 0 ? undefined : { ...by, sessions: present };
  const row = await classes.moveDays(trainingClass, { from, to }, { ...by, enteredAt: ctx.now, reason }, former);
  if (!isChangedBy(row, ctx.update.id)) throw await changedMeanwhile(ctx, row ?? trainingClass, trainingClass);
  await moveLessons(ctx, row, moving);
  const told = await tell(ctx, row, moving);
  await retellClassCards(ctx, classId, (card) => onNewDays(card, { from, to: daysOf(row) }));
  await ctx.settle(classDaysWords.moved);
  await ctx.reply(classDaysWords.reply(row, moving, told));
}

/** The lessons go along with the opening, unless somebody has replaced the timetable since. */
async function moveLessons(ctx: Context, row: ClassRow, { from, to }: Moving): Promise<void> {
  const former: FormerTimetable | undefined = row.formerTimetable;
  if (former?.byUpdate !== ctx.update.id || row.timetableUpdates?.at(-1) !== ctx.update.id) return;
  const rows = movedAlong(former.sessions, openingMovesBy(from, to)).map(({ sessionId, ...session }) => ({
    ...{ _id: sessionId, classId: row._id },
    ...session,
  }));
  await ctx.store.sessions.replace(row._id, rows, ctx.now);
}

/** Each person, one word to the head and the liaison of each unit, the class teacher, and whoever made the class. @returns to how many people */
async function tell(ctx: Context, row: ClassRow, moving: Moving): Promise<number> {
  const people = await expectedPeople(ctx, row._id);
  const key = `class-days:${ctx.update.id}` as const;
  const reporting = reportingOf(row, ctx.rulesOf(row).callUp.reporting);
  const report =
    openingMovesBy(moving.from, moving.to) === 0 ? undefined : reportingWords.report(row.opensOn, reporting);
  const send = (cadreId: string, text: string) => ({ cadreId, message: { kind: 'text' as const, text } });
  const toUnits = (await unitsOf(ctx, people)).flatMap(({ unit, names, staff }) =>
    staff.map((id) => ({
      ...send(id, classDaysWords.toUnit(row, moving, names)),
      key: `call-up-unit:${key}:${unit._id}:${id}` as const,
    })),
  );
  const staff = [...new Set([row.teacherId, row.createdBy])].filter((id) => id !== ctx.person._id);
  await ctx.sendAll([
    ...people.map(({ _id }) => ({
      ...send(_id, classDaysWords.toCadre(row, moving, report)),
      key: `${key}:cadre:${_id}` as const,
    })),
    ...toUnits,
    ...staff.map((id) => ({
      ...send(id, classDaysWords.toStaff(row, ctx.person.name, moving)),
      key: `${key}:staff:${id}` as const,
    })),
  ]);
  return people.length;
}

async function shown(ctx: Context, facts: Facts<typeof moveClass>): Promise<Moving> {
  const { classId, opensOn, closesOn, reason, wasFrom, wasUntil } = facts;
  const trainingClass = await allowedClass(ctx, 'class.change', classId);
  await ctx.require('class.change', { classId, cadreIds: [] });
  return {
    ...{ trainingClass, reason },
    ...{ from: { opensOn: wasFrom, closesOn: wasUntil }, to: { opensOn, closesOn } },
  };
}

/** Somebody else was quicker: who, and on which days the class is held now, or that its timetable is another one. */
async function changedMeanwhile(ctx: Context, row: ClassRow, shown = row): Promise<RuleError> {
  if (isNotGraded(row) && isSame(row, shown) && !hasTimetableOf(row, shown))
    return new RuleError('class.timetable-changed', { classId: row._id });
  const last = row.changes?.findLast(({ field }) => field === 'days');
  if (last === undefined) return new RuleError('class.graded-already', { classId: row._id });
  const who = (await ctx.store.cadres.byId(last.by))?.name ?? '';
  const days = classDaysWords.days(row);
  return new RuleError('class.days-changed-by', { classId: row._id, who, days, reason: last.reason });
}

const daysOf = ({ opensOn, closesOn }: ClassRow) => ({ opensOn, closesOn });

function isSame(row: ClassRow, { opensOn, closesOn }: Moving['from']): boolean {
  return row.opensOn === opensOn && row.closesOn === closesOn;
}
