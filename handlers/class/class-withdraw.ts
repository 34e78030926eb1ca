import { classArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { closeTasks, settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Card } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { statesBefore } from '../../src/training/call-up/call-up-state.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { resultOf } from '../../src/training/call-up/sending-words.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import { type ClassRow, isNotGraded } from '../../src/training/class/classes.ts';
import { keepClass, withdrawClass } from '../../src/training/class/presses.ts';
import { withdrawalWords } from '../../src/training/class/withdrawal-words.ts';
import { type Choice, cancel, stands } from '../../src/training/electives/elective.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveWords } from '../../src/training/leave/words.ts';

interface Withdrawal {
  trainingClass: ClassRow;
  reason: string;
  /** Who handed it over to those who decide, and the card that these have. */
  askedBy?: string | undefined;
  card?: string | undefined;
}

/** `/撤班`: a class that is not graded does not take place; its call-ups and enrollments end, its number stays. */
export function classWithdraw(router: Router): void {
  router.command(
    {
      names: ['撤班', 'withdraw-class'],
      action: 'class.ask-withdrawal',
      right: 'class',
      args: [classArg(), reasonArg],
      missing: '请写明理由。',
      example: '/撤班 {class} 与全县重点工作冲突',
      about: '评定等次前撤销班次，先预览再撤销调训、告知本人和单位，班号保留；由县委组织部决定',
      next: '先预览，确认后撤销调训，告知本人和所在单位；党校提出的，转请县委组织部决定。',
    },
    preview,
  );
  router.preview(
    { confirm: withdrawClass, drop: keepClass, shown, forget: keep, dropped: withdrawalWords.dropped },
    withdraw,
  );
}

async function preview(ctx: Context, { trainingClass, reason }: Withdrawal): Promise<void> {
  const cadreIds = await touchedBy(ctx, trainingClass);
  const people = await ctx.store.cadres.many(cadreIds);
  const enrolled = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const touched = {
    people: people.length,
    units: new Set(people.map((each) => each.unitId)).size,
    enrolled: enrolled.length,
  };
  const decides = await ctx.mayEver('class.withdraw');
  const asked = decides ? {} : { askedBy: ctx.person._id, card: ctx.update.id };
  const facts = { classId: trainingClass._id, reason, ...asked };
  const buttons = { confirm: withdrawClass.with(facts), drop: keepClass.with(facts) };
  const card = withdrawalWords.preview(ctx.update.id, trainingClass, reason, touched, buttons);
  if (!decides) return handOver(ctx, trainingClass, card);
  await ctx.require('class.withdraw', { classId: trainingClass._id, cadreIds });
  await ctx.reply(card);
}

/** Whoever may not withdraw a class hands it over to those who may. */
async function handOver(ctx: Context, trainingClass: ClassRow, preview: Card): Promise<void> {
  const message = withdrawalWords.asked(preview, trainingClass, ctx.person.name);
  const department = await ctx.store.cadres.withRole('orgDept');
  const key = (cadreId: string) => `class-withdrawal:${ctx.update.id}:${cadreId}` as const;
  await ctx.sendAll(department.map(({ _id }) => ({ cadreId: _id, message, key: key(_id) })));
  await ctx.reply(withdrawalWords.handedOver(trainingClass));
}

/** The class stays. Whoever asked for its withdrawal is told, and nobody else is asked any more. */
async function keep(ctx: Context, { trainingClass, askedBy, card }: Withdrawal): Promise<void> {
  if (askedBy === undefined || card === undefined || trainingClass.state === 'withdrawn') return;
  const told = withdrawalWords.keptToAsker(trainingClass, ctx.person.name);
  await ctx.send(askedBy, told, `class-withdrawal-kept:${card}`);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    if (_id !== ctx.person._id)
      await settleCopies(ctx, _id, withdrawalWords.cardId(card), withdrawalWords.keptBy(ctx.person.name));
}

async function withdraw(ctx: Context, { trainingClass, reason }: Withdrawal): Promise<void> {
  const classId = trainingClass._id;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, reason };
  const isDone = trainingClass.withdrawal?.byUpdate === ctx.update.id;
  const cadreIds = isDone ? [] : await touchedBy(ctx, trainingClass);
  await ctx.require('class.withdraw', { classId, cadreIds });
  const row = await ctx.store.classes.withdraw(classId, { ...by, cadreIds });
  if (row?.withdrawal?.byUpdate !== ctx.update.id) throw refusalOf(row ?? trainingClass);
  await cancelCallUps(ctx, classId, reason);
  const chosen = await endChoices(ctx, classId, reason);
  // Who chose it at this very moment is not among those who were counted before.
  const told = [...new Set([...row.withdrawal.cadreIds, ...chosen])];
  for (const cadreId of told) await ctx.store.enrollments.move(classId, cadreId, 'withdrawn');
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now, decisionWords: reason };
  const leaves = await ctx.store.leaves.closeAsked(classId, ctx.update.id, decision);
  await tell(ctx, row, told, { reason, leaves });
  await closeTasks(ctx, classId, withdrawalWords.card);
  await ctx.settle(withdrawalWords.withdrawn);
  await ctx.reply(withdrawalWords.reply(row, told.length));
}

async function cancelCallUps(ctx: Context, classId: string, reason: string): Promise<void> {
  const decision = { decidedBy: ctx.person._id, decisionWords: reason };
  for (const row of (await ctx.store.callUps.ofClass(classId)).filter(isCancellable))
    await ctx.store.callUps.move(classId, row.cadreId, 'cancel', ctx.update.id, decision);
}

/** Nobody chooses the class any more, nor waits for a seat in it. @returns whose choice ends */
async function endChoices(ctx: Context, classId: string, reason: string): Promise<string[]> {
  const by = { at: ctx.now, by: ctx.person._id, byUpdate: ctx.update.id, reason };
  const ended = await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    ...{ state: 'cancelled', cancelledFor: reason, choices: cancel(present, by) },
    changes: [...present.changes, { what: 'cancelled' as const, from: '', to: '', ...by }],
  }));
  const isEnded = ({ moves }: Choice) =>
    moves.some(({ what, byUpdate }) => what === 'cancelled' && byUpdate === by.byUpdate);
  return (ended?.choices ?? []).filter(isEnded).map(({ cadreId }) => cadreId);
}

/** Each person, one word to the head and the liaison of each unit, the class teacher, and whoever made the class. */
async function tell(
  ctx: Context,
  row: ClassRow,
  cadreIds: readonly string[],
  { reason, leaves }: { reason: string; leaves: readonly LeaveRow[] },
): Promise<void> {
  const leavesOf = byCadre(leaves);
  const key = `class-withdrawn:${row._id}` as const;
  const send = (cadreId: string, text: string, about: string) => ({
    cadreId,
    message: { kind: 'text' as const, text },
    key: `${key}:${about}:${cadreId}` as const,
  });
  const people = await ctx.store.cadres.many(cadreIds);
  const units = await ctx.store.units.many([...new Set(people.map((each) => each.unitId))]);
  const toUnits = units.flatMap((unit) => {
    const names = people.filter((each) => each.unitId === unit._id).map((each) => each.name);
    const staff = [...new Set([unit.headId, unit.liaisonId])].filter((id) => id !== undefined);
    const text = withdrawalWords.toUnit(row, names, reason);
    return staff.map((id) => ({ ...send(id, text, unit._id), key: `call-up-unit:${key}:${unit._id}:${id}` as const }));
  });
  const staff = [...new Set([row.teacherId, row.createdBy])].filter((id) => id !== ctx.person._id);
  await ctx.sendAll([
    ...people.map(({ _id }) =>
      send(_id, withdrawalWords.toCadre(row, reason, leaveWords.closed(leavesOf(_id))), 'cadre'),
    ),
    ...toUnits,
    ...staff.map((id) => send(id, withdrawalWords.toStaff(row, ctx.person.name, reason), 'staff')),
  ]);
}

/** What a preview shows, if this person may withdraw the class. */
async function shown(ctx: Context, { classId, ...asked }: Facts<typeof keepClass>): Promise<Withdrawal> {
  const trainingClass = await allowedClass(ctx, 'class.withdraw', classId);
  const cadreIds = trainingClass.withdrawal?.cadreIds ?? [];
  await ctx.require('class.withdraw', { classId, cadreIds });
  return { trainingClass, ...asked };
}

/**
 * Who is called up, has chosen the class, or takes part.
 * @throws RuleError `class.withdrawn`, `class.graded-already`, `sending.has-results`
 */
async function touchedBy(ctx: Context, trainingClass: ClassRow): Promise<string[]> {
  const classId = trainingClass._id;
  const { callUps, electives, enrollments, gradings } = ctx.store;
  const called = (await callUps.ofClass(classId)).filter(isCancellable);
  const chosen = ((await electives.byId(classId))?.choices ?? []).filter(stands);
  const trainees = await enrollments.traineesOf(classId);
  if (trainees.some((each) => resultOf(each) !== undefined)) throw new RuleError('sending.has-results', {});
  const people = [...called, ...chosen, ...trainees];
  const cadreIds = [...new Set(people.map((row) => row.cadreId))];
  if (!isNotGraded(trainingClass) || (await gradings.byClass(classId)) !== null) throw refusalOf(trainingClass);
  return cadreIds;
}

function isCancellable({ state }: CallUpRow): boolean {
  return statesBefore('cancel').includes(state);
}

function refusalOf({ _id: classId, state }: ClassRow): RuleError {
  return new RuleError(state === 'withdrawn' ? 'class.withdrawn' : 'class.graded-already', { classId });
}
