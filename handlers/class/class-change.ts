import { classArg, oneOfArg, reasonArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass, findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { isExpected } from '../../src/training/call-up/call-up-state.ts';
import { classChangeWords, classFieldNames, type ShownChange } from '../../src/training/class/change-words.ts';
import {
  CLASS_FIELDS,
  type ClassChange,
  type ClassRow,
  isChangedBy,
  isNotGraded,
} from '../../src/training/class/classes.ts';
import { classKindOf } from '../../src/training/class/curriculum-rules.ts';
import { changeClass, keepUnchanged } from '../../src/training/class/presses.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import { leaveCardId, leaveWords } from '../../src/training/leave/words.ts';
import { mostNameLetters } from './training-class.ts';

type Field = ClassChange['field'];

interface Change {
  trainingClass: ClassRow;
  field: Field;
  /** A name, or the cadre id of a class teacher. */
  to: string;
  reason: string;
}

/** `/改班`: a class that is not graded gets another name or class teacher, with a reason; whoever is concerned is told. */
export function classChange(router: Router): void {
  router.command(
    {
      names: ['改班', 'change-class'],
      action: 'class.change',
      right: 'class',
      args: [
        classArg(),
        oneOfArg('field', '班主任|名称', fieldNamed, (word) => `“${word}”请写成班主任或名称。`),
        wordArg('value', '新值', { most: mostNameLetters }),
        reasonArg,
      ],
      missing: '请写明变更项目、新值和理由。',
      example: '/改班 2026-01 班主任 张三 原班主任外出挂职',
      about: '评定等次前变更班主任或班次名称，先预览再告知相关人员',
      next: '先预览，确认后告知相关人员。',
    },
    async (ctx, { value, ...wanted }) => {
      const to = wanted.field === 'teacherId' ? (await findPerson(ctx, value))._id : value;
      await preview(ctx, { ...wanted, to });
    },
  );
  router.preview({ confirm: changeClass, drop: keepUnchanged, shown, dropped: classChangeWords.dropped }, change);
}

async function preview(ctx: Context, wanted: Change): Promise<void> {
  const { trainingClass, field, to, reason } = wanted;
  await requireChange(ctx, wanted);
  await refuseUnlessFitting(ctx, wanted);
  const facts = { classId: trainingClass._id, field, to, reason };
  const buttons = { confirm: changeClass.with(facts), drop: keepUnchanged.with(facts) };
  const change = await asShown(ctx, { ...facts, from: trainingClass[field] });
  const people = (await concerned(ctx, trainingClass._id)).length;
  await ctx.reply(classChangeWords.preview(ctx.update.id, trainingClass, change, people, buttons));
}

async function change(ctx: Context, wanted: Change): Promise<void> {
  const { trainingClass, field, to, reason } = wanted;
  if (!isChangedBy(trainingClass, ctx.update.id)) await refuseUnlessFitting(ctx, wanted);
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, reason, field, to };
  const row = await ctx.store.classes.change(
    trainingClass._id,
    { ...entry, from: trainingClass[field] },
    field === 'name' ? followingFrom(ctx, trainingClass, to) : {},
  );
  const done = row?.changes?.find((each) => each.byUpdate === ctx.update.id);
  if (row === null || done === undefined)
    throw new RuleError('class.changed-meanwhile', { classId: trainingClass._id });
  if (field === 'teacherId') await handOverLeaves(ctx, row, done.from);
  const shownChange = await asShown(ctx, done);
  const staff = field === 'teacherId' ? [done.from, done.to] : [row.teacherId];
  const told = [...new Set([...staff, ...(await concerned(ctx, row._id))])].filter((id) => id !== ctx.person._id);
  const message = { kind: 'text' as const, text: classChangeWords.told(row, shownChange) };
  await ctx.sendAll(told.map((cadreId) => ({ cadreId, message, key: `class-changed:${ctx.update.id}:${cadreId}` })));
  await ctx.settle(classChangeWords.changed);
  await ctx.reply(classChangeWords.reply(row, shownChange, told.length));
}

/** Requests for leave that wait for the former class teacher go to the new one. */
async function handOverLeaves(ctx: Context, row: ClassRow, formerId: string): Promise<void> {
  for (const asked of await ctx.store.leaves.askedIn(row._id)) {
    const weight = await requestWeight(ctx.store, asked, ctx.rulesOf(row).attendance);
    const card = leaveWords.decide(asked, row, weight);
    await ctx.send(row.teacherId, card, `leave-request:${asked._id}:${ctx.update.id}`);
    await settleCopies(ctx, formerId, leaveCardId(asked._id), classChangeWords.movedToOther);
  }
}

/** Where the topic was the name it stays so, and a class without a timetable is of the kind its name says. */
function followingFrom(ctx: Context, row: ClassRow, name: string): Partial<Pick<ClassRow, 'kind' | 'topicTag'>> {
  const kind = classKindOf(name, ctx.rulesOf(row).curriculum);
  return { ...(row.state === 'draft' ? { kind } : {}), ...(row.topicTag === row.name ? { topicTag: name } : {}) };
}

/** Trainees, and who is called up and expected. */
async function concerned(ctx: Context, classId: string): Promise<string[]> {
  const called = (await ctx.store.callUps.ofClass(classId)).filter(({ state }) => isExpected(state));
  const people = [...called, ...(await ctx.store.enrollments.traineesOf(classId))];
  return [...new Set(people.map(({ cadreId }) => cadreId))];
}

/** What a preview shows, if this person may change the class so. */
async function shown(ctx: Context, { classId, ...wanted }: Facts<typeof changeClass>): Promise<Change> {
  const trainingClass = await allowedClass(ctx, 'class.change', classId);
  const change = { trainingClass, ...wanted };
  await requireChange(ctx, change);
  return change;
}

/** Who teaches a class decides on it: nobody makes themselves its teacher. */
async function requireChange(ctx: Context, { trainingClass, field, to }: Change): Promise<void> {
  const cadreIds = field === 'teacherId' ? [to] : [];
  await ctx.require('class.change', { classId: trainingClass._id, cadreIds });
}

/** @throws RuleError `class.graded-already`, `class.same`, `person.unknown`, `class.teacher-attends`, `class.other-kind` */
async function refuseUnlessFitting(ctx: Context, { trainingClass, field, to }: Change): Promise<void> {
  const { _id: classId, kind, state } = trainingClass;
  if (!isNotGraded(trainingClass) || (await ctx.store.gradings.byClass(classId)) !== null)
    throw new RuleError('class.graded-already', { classId });
  if (trainingClass[field] === to) throw new RuleError('class.same', { classId, name: await nameOf(ctx, field, to) });
  if (field === 'teacherId' && (await ctx.store.cadres.byId(to)) === null)
    throw new RuleError('person.unknown', { name: to });
  if (field === 'teacherId' && (await concerned(ctx, classId)).includes(to))
    throw new RuleError('class.teacher-attends', { name: await nameOf(ctx, field, to), classId });
  if (field === 'name' && state === 'planned' && classKindOf(to, ctx.rulesOf(trainingClass).curriculum) !== kind)
    throw new RuleError('class.other-kind', { name: to });
}

async function asShown(ctx: Context, { field, from, to, reason }: ShownChange): Promise<ShownChange> {
  return { field, from: await nameOf(ctx, field, from), to: await nameOf(ctx, field, to), reason };
}

async function nameOf(ctx: Context, field: Field, value: string): Promise<string> {
  return field === 'name' ? value : ((await ctx.store.cadres.byId(value))?.name ?? value);
}

function fieldNamed(word: string): Field | undefined {
  return CLASS_FIELDS.find((field) => classFieldNames[field] === word);
}
