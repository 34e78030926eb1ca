import { classArg, oneOfArg, optional, reasonArg, wordArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass, findPerson, refuseUnlessFits } from '../../src/bot/people.ts';
import { startCommand } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Card } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { isExpected } from '../../src/training/call-up/call-up-state.ts';
import {
  classChangeWords,
  classFieldNames,
  renamedOn,
  type ShownChange,
  signInPeriodLabels,
  signInWayLabels,
} from '../../src/training/class/change-words.ts';
import { classKindOf, kindNamed } from '../../src/training/class/class-kind.ts';
import {
  CLASS_FIELDS,
  type ClassField,
  type ClassRow,
  isChangedBy,
  isNotGraded,
  SIGN_IN_PERIODS,
  SIGN_IN_WAYS,
} from '../../src/training/class/classes.ts';
import { checkCurriculum } from '../../src/training/class/curriculum.ts';
import { changeClass, keepUnchanged } from '../../src/training/class/presses.ts';
import { reportingOf, withReporting } from '../../src/training/class/reporting.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { teacherWords } from '../../src/training/class/teacher-words.ts';
import { readSensitivity, SENSITIVITIES, sensitivityLabel } from '../../src/training/class-messages/sensitivity.ts';
import { officesLeft } from '../../src/training/leave/leave-route.ts';
import { leaveCardId } from '../../src/training/leave/words.ts';
import { leaveCard } from '../leave/leave-card.ts';
import { retellClassCards } from './class-cards.ts';
import { mostNameLetters } from './training-class.ts';

type Field = ClassField;

interface Change {
  trainingClass: ClassRow;
  field: Field;
  /** A name, or the cadre id of a class teacher. */
  to: string;
  reason: string;
}

/** What holds where nothing was said, of fields that are chosen from a few; they are told to nobody but the class teacher. */
const presentDefaults: Partial<Record<Field, string>> = {
  noticeLabel: 'internal',
  signInBy: 'either',
  signInPer: 'half',
};

/** `/改班`: a class that is not graded gets another name, class teacher or kind, with a reason; whoever is concerned is told. */
export function classChange(router: Router): void {
  router.command(
    {
      names: ['改班', 'change-class'],
      action: 'class.change',
      right: 'class',
      args: [
        classArg(),
        oneOfArg(
          'field',
          Object.values(classFieldNames).join('|'),
          fieldNamed,
          (word) => `“${word}”请写成${Object.values(classFieldNames).join('、')}中的一项；更改起止日期用“/改期”。`,
        ),
        wordArg('value', '新值', { most: mostNameLetters }),
        optional(reasonArg),
      ],
      missing: '请写明变更项目、新值和理由。',
      example: '/改班 {class} 班主任 {newTeacher} 原班主任外出挂职',
      about:
        '评定等次前变更班主任、班次名称、类别、通知密级、签到方式或报到事项（后三项不必写理由），先预览再告知相关人员',
      next: '先预览，确认后告知相关人员。',
    },
    async (ctx, { value, reason, ...wanted }) => {
      const because = reason ?? reasonOf(wanted.field);
      await preview(ctx, {
        ...wanted,
        reason: because,
        to: await meantBy(ctx, wanted.trainingClass, wanted.field, value),
      });
    },
  );
  router.preview({ confirm: changeClass, drop: keepUnchanged, shown, dropped: classChangeWords.dropped }, change);
}

/** What a change is noted with that needs no reason. @throws UsageFault for one that does */
function reasonOf(field: Field): string {
  if (field === 'name' || field === 'teacherId' || field === 'kind') throw new UsageFault('请写明变更的理由。');
  if (field === 'signInBy' || field === 'signInPer') return '调整签到安排';
  return field === 'noticeLabel' ? '调整通知密级' : '完善报到事项';
}

/** @throws RuleError `person.unknown`, `class.no-such-kind` */
async function meantBy(ctx: Context, row: ClassRow, field: Field, value: string): Promise<string> {
  if (field === 'teacherId') return (await findPerson(ctx, value))._id;
  if (field === 'noticeLabel') return noticeLabelMeant(value);
  if (field === 'signInBy') return labelMeant(SIGN_IN_WAYS, signInWayLabels, value);
  if (field === 'signInPer') return labelMeant(SIGN_IN_PERIODS, signInPeriodLabels, value);
  if (field !== 'kind') return value;
  const { curriculum } = ctx.rulesOf(row);
  const kinds = Object.values(curriculum.classKinds).map(({ name }) => name);
  const kind = kindNamed(value, curriculum);
  if (kind === undefined) throw new RuleError('class.no-such-kind', { word: value, kinds: kinds.join('、') });
  return kind;
}

/** @throws UsageFault for anything but the labels with which something may be sent */
function noticeLabelMeant(value: string): string {
  const label = readSensitivity(value);
  if (label === undefined || label === 'neverIM') throw new UsageFault('通知密级请写公开、内部或工作敏感。');
  return label;
}

/** What is called so. @throws UsageFault naming the choices */
function labelMeant<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  typed: string,
): Value {
  const value = values.find((each) => labels[each] === typed);
  if (value === undefined) throw new UsageFault(`请写成${values.map((each) => labels[each]).join('、')}中的一项。`);
  return value;
}

async function preview(ctx: Context, wanted: Change): Promise<void> {
  const { trainingClass, field, to, reason } = wanted;
  await requireChange(ctx, wanted);
  await refuseUnlessFitting(ctx, wanted);
  const facts = { classId: trainingClass._id, field, to, reason };
  const buttons = { confirm: changeClass.with(facts), drop: keepUnchanged.with(facts) };
  const change = await asShown(ctx, trainingClass, { ...facts, from: trainingClass[field] ?? '' });
  const people = (await concerned(ctx, trainingClass._id, field)).length;
  await ctx.reply(classChangeWords.preview(ctx.update.id, trainingClass, change, people, buttons));
}

async function change(ctx: Context, wanted: Change): Promise<void> {
  const { trainingClass, field, to, reason } = wanted;
  if (!isChangedBy(trainingClass, ctx.update.id)) await refuseUnlessFitting(ctx, wanted);
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, reason, field, to };
  const row = await ctx.store.classes.change(
    trainingClass._id,
    { ...entry, from: trainingClass[field] ?? '' },
    field === 'name' ? followingFrom(ctx, trainingClass, to) : {},
  );
  const done = row?.changes?.find((each) => each.byUpdate === ctx.update.id);
  if (row === null || done === undefined)
    throw new RuleError('class.changed-meanwhile', { classId: trainingClass._id });
  const shownChange = await asShown(ctx, row, { ...done, field });
  const staff = field === 'teacherId' ? [done.from, done.to] : [row.teacherId];
  const told = [...new Set([...staff, ...(await concerned(ctx, row._id, field))])].filter(
    (id) => id !== ctx.person._id,
  );
  const text = classChangeWords.told(row, shownChange);
  const toTeacher = teacherWords.named(row, startCommand.with({ name: '课程', classId: row._id }), text);
  const isNewTeacher = (cadreId: string) => field === 'teacherId' && cadreId === done.to;
  await ctx.sendAll(
    told.map((cadreId) => ({
      cadreId,
      message: isNewTeacher(cadreId) ? toTeacher : { kind: 'text' as const, text },
      key: `class-changed:${ctx.update.id}:${cadreId}`,
    })),
  );
  await retellClassCards(ctx, row._id, await asChanged(ctx, row, { field, from: done.from }));
  // After the card about the class: what waits for an answer is the last on the screen.
  if (field === 'teacherId') await handOverLeaves(ctx, row, done.from);
  await ctx.settle(classChangeWords.changed);
  await ctx.reply(classChangeWords.reply(row, shownChange, told.length));
}

/** The cards of the class under its new name, or with what is said of reporting now. */
async function asChanged(ctx: Context, row: ClassRow, { field, from }: Pick<Change, 'field'> & { from: string }) {
  const teacher = await ctx.store.cadres.byId(row.teacherId);
  const reporting = reportingOf(row, ctx.rulesOf(row).callUp.reporting, teacher?.name);
  return (card: Card) => (field === 'name' ? renamedOn(card, from, row.name) : withReporting(card, reporting));
}

/** Requests for leave that wait for the former class teacher go to the new one. */
async function handOverLeaves(ctx: Context, row: ClassRow, formerId: string): Promise<void> {
  for (const asked of await ctx.store.leaves.askedIn(row._id)) {
    if (officesLeft(asked)[0] !== 'classTeacher') continue;
    const card = await leaveCard(ctx, asked);
    const key = `leave-request:${asked._id}:${ctx.update.id}` as const;
    await ctx.sendAll([{ cadreId: row.teacherId, message: card, key, about: [asked.cadreId] }]);
    for (const former of await screensOfOffice(ctx, formerId))
      await settleCopies(ctx, former, leaveCardId(asked._id), classChangeWords.movedToOther);
  }
}

/** Where the topic was the name it stays so, and a class without a timetable is of the kind its name says. */
function followingFrom(ctx: Context, row: ClassRow, name: string): Partial<Pick<ClassRow, 'kind' | 'topicTag'>> {
  const kind = otherKind(ctx, row, name);
  return {
    ...(row.state === 'draft' && kind !== undefined ? { kind } : {}),
    ...(row.topicTag === row.name ? { topicTag: name } : {}),
  };
}

/** The kind that the new name says, where the present name says another. */
function otherKind(ctx: Context, row: ClassRow, name: string): string | undefined {
  const { curriculum } = ctx.rulesOf(row);
  const kind = classKindOf(name, curriculum);
  return kind === classKindOf(row.name, curriculum) || kind === row.kind ? undefined : kind;
}

/** Trainees, and who is called up and expected; the kind of the class concerns none of them. */
async function concerned(ctx: Context, classId: string, field: Field): Promise<string[]> {
  if (field === 'kind' || field in presentDefaults) return [];
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

/** @throws RuleError `class.graded-already`, `class.same`, `person.unknown`, `class.teacher-attends`, `class.other-kind`, `class.kind-unfit` */
async function refuseUnlessFitting(ctx: Context, { trainingClass, field, to }: Change): Promise<void> {
  const { _id: classId, state } = trainingClass;
  if (!isNotGraded(trainingClass) || (await ctx.store.gradings.byClass(classId)) !== null)
    throw new RuleError('class.graded-already', { classId });
  if ((trainingClass[field] ?? presentDefaults[field] ?? '') === to)
    throw new RuleError('class.same', { classId, name: await nameOf(ctx, trainingClass, field, to) });
  // Whoever holds the class has its own.
  if (field === 'teacherId') refuseUnlessFits('class.curriculum', trainingClass);
  if (field === 'teacherId' && (await ctx.store.cadres.byId(to)) === null)
    throw new RuleError('person.unknown', { name: to });
  if (field === 'teacherId' && (await concerned(ctx, classId, field)).includes(to))
    throw new RuleError('class.teacher-attends', { name: await nameOf(ctx, trainingClass, field, to), classId });
  if (field === 'name' && state === 'planned' && otherKind(ctx, trainingClass, to) !== undefined)
    throw new RuleError('class.other-kind', { name: to });
  if (field === 'kind') await refuseUnfitKind(ctx, trainingClass, to);
}

/** A timetable that passed must pass as that of the other kind too. @throws RuleError `class.kind-unfit` */
async function refuseUnfitKind(ctx: Context, row: ClassRow, classKind: string): Promise<void> {
  const { _id: classId, opensOn, closesOn } = row;
  const sessions = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  const { curriculum } = ctx.rulesOf(row);
  if (sessions.length === 0 || checkCurriculum({ classKind, opensOn, closesOn, sessions }, curriculum).passed) return;
  throw new RuleError('class.kind-unfit', { classId, kind: await nameOf(ctx, row, 'kind', classKind) });
}

async function asShown(ctx: Context, row: ClassRow, { field, from, to, reason }: ShownChange): Promise<ShownChange> {
  return { field, from: await nameOf(ctx, row, field, from), to: await nameOf(ctx, row, field, to), reason };
}

async function nameOf(ctx: Context, row: ClassRow, field: Field, value: string): Promise<string> {
  if (field === 'reportTime' || field === 'reportPlace' || field === 'lodging')
    return value === '' ? ctx.rulesOf(row).callUp.reporting[field] : value;
  if (field === 'noticeLabel') return sensitivityLabel(SENSITIVITIES.find((each) => each === value) ?? 'internal');
  if (field === 'signInBy') return signInWayLabels[SIGN_IN_WAYS.find((each) => each === value) ?? 'either'];
  if (field === 'signInPer') return signInPeriodLabels[SIGN_IN_PERIODS.find((each) => each === value) ?? 'half'];
  if (field === 'contactPhone') return value === '' ? '未填' : value;
  if (field === 'name') return value;
  if (field === 'kind') return ctx.rulesOf(row).curriculum.classKinds[value]?.name ?? value;
  return (await ctx.store.cadres.byId(value))?.name ?? value;
}

function fieldNamed(word: string): Field | undefined {
  return CLASS_FIELDS.find((field) => classFieldNames[field] === word);
}
