import { classArg, personArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { closeTasks } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { substituteAnswerBy } from '../../src/training/call-up/call-up-deadlines.ts';
import {
  type CallUpState,
  callUpStateLabel,
  isLetOff,
  statesBefore,
} from '../../src/training/call-up/call-up-state.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { standingFor } from '../../src/training/call-up/candidates.ts';
import { addToCallUp, cancelCallUp, dropAddition, dropCancellation } from '../../src/training/call-up/presses.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { closeAskedLeave } from '../leave/leave-steps.ts';
import { sendNotices, tellUnitOfAbsence } from './call-up-issue.ts';
import { changeBy } from './change-by.ts';
import { closeIfAsked } from './exemption-card.ts';

const reasonMissing = '请写明姓名和理由。';

interface Change {
  trainingClass: ClassRow;
  person: CadreRow;
  reason: string;
}

/** Changes to an issued list, one person at a time and with a reason: `/增补` adds or reinstates somebody, `/撤销调训` withdraws a call-up. */
export function callUpChange(router: Router): void {
  router.command(
    {
      names: ['增补', 'call-up-add', '恢复调训'],
      action: 'call-up.change',
      right: 'class',
      args: [classArg(), personArg('person', '姓名'), reasonArg],
      missing: reasonMissing,
      example: '/增补 {class} {colleague} 病已康复，可以参训',
      about: '调训名单发出后增补人员，或恢复已同意免调的人员',
      next: '先预览，确认后向本人发出调训通知并告知所在单位。',
    },
    previewAddition,
  );
  router.command(
    {
      names: ['撤销调训', 'call-up-cancel'],
      action: 'call-up.change',
      right: 'class',
      args: [classArg(), personArg('person', '姓名'), reasonArg],
      missing: reasonMissing,
      example: '/撤销调训 {class} {calledUp} 另有重要任务',
      about: '调训名单发出后撤销某人的调训',
      next: '先预览，确认后告知本人和所在单位。',
    },
    previewCancellation,
  );
  router.preview({ confirm: addToCallUp, drop: dropAddition, shown, dropped: callUpWords.additionDropped }, add);
  router.preview(
    { confirm: cancelCallUp, drop: dropCancellation, shown, dropped: callUpWords.additionDropped },
    takeBack,
  );
}

async function previewAddition(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  await refuseUnlessChangeable(ctx, trainingClass, person);
  const rows = await ctx.store.callUps.ofClass(trainingClass._id);
  // Somebody called up before it would keep the list itself from being drawn.
  if (!rows.some(({ issuedAt }) => issuedAt !== undefined))
    throw new RuleError('call-up.no-list', { classId: trainingClass._id });
  const row = rows.find(({ cadreId }) => cadreId === person._id);
  const isWaiting = row === undefined || row.state === 'checked';
  if (!isWaiting && !statesBefore('restore').includes(row.state)) refuseAsCalled(person, row.state);
  const standing = await standingFor(ctx.store, trainingClass, person._id, ctx.rulesOf(trainingClass));
  const facts = { classId: trainingClass._id, cadreId: person._id, reason };
  await ctx.reply(
    callUpWords.additionPreview(
      ctx.update.id,
      trainingClass,
      {
        person: person.name,
        unitName: await unitNameOf(ctx, person),
        reason,
        state: isWaiting ? undefined : callUpStateLabel(row.state),
        against: standing?.conflicts ?? [],
      },
      { confirm: addToCallUp.with(facts), drop: dropAddition.with(facts) },
    ),
  );
}

async function add(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  await refuseUnlessChangeable(ctx, trainingClass, person);
  const number = (await ctx.store.callUpLists.ofClass(trainingClass._id))?.approval?.number;
  const wanted: CallUpRow = {
    _id: `${trainingClass._id}:${person._id}`,
    classId: trainingClass._id,
    cadreId: person._id,
    unitId: person.unitId,
    name: person.name,
    listed: 'named',
    rank: 0,
    reasons: [],
    state: 'issued',
    proposal: ctx.update.id,
    moves: [ctx.update.id],
    answerBy: substituteAnswerBy(ctx.now, trainingClass.opensOn, ctx.rulesOf(trainingClass).callUp),
    issuedAt: ctx.now,
    issuedBy: ctx.person._id,
    addedByUpdate: ctx.update.id,
    ...(number === undefined ? {} : { listNumber: number }),
  };
  const row = await ctx.store.callUps.callUp(wanted, changeBy(ctx, 'added', reason));
  if (row?.moves.includes(ctx.update.id) !== true) refuseAsCalled(person, row?.state ?? 'issued');
  else await sendNotices(ctx, trainingClass, [row]);
  await ctx.settle(callUpWords.added(person.name));
}

async function previewCancellation(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  await refuseUnlessChangeable(ctx, trainingClass, person);
  const row = await ctx.store.callUps.byId(trainingClass._id, person._id);
  if (row !== null && isLetOff(row.state))
    throw new RuleError('call-up.let-off-already', { name: person.name, state: callUpStateLabel(row.state) });
  if (row === null || !statesBefore('cancel').includes(row.state))
    throw new RuleError('call-up.not-listed', { name: person.name, classId: trainingClass._id });
  const facts = { classId: trainingClass._id, cadreId: person._id, reason };
  const shownFacts = {
    person: person.name,
    unitName: await unitNameOf(ctx, person),
    reason,
    state: callUpStateLabel(row.state),
  };
  const buttons = { confirm: cancelCallUp.with(facts), drop: dropCancellation.with(facts) };
  await ctx.reply(callUpWords.cancellationPreview(ctx.update.id, trainingClass, shownFacts, buttons));
}

async function takeBack(ctx: Context, { trainingClass, person, reason }: Change): Promise<void> {
  const { callUps, enrollments } = ctx.store;
  await refuseUnlessChangeable(ctx, trainingClass, person);
  const before = await callUps.byId(trainingClass._id, person._id);
  const decision = { decidedBy: ctx.person._id, decisionWords: reason };
  const row = await callUps.move(
    trainingClass._id,
    person._id,
    'cancel',
    ctx.update.id,
    decision,
    changeBy(ctx, 'cancelled', reason),
  );
  if (row === null || before === null || !row.moves.includes(ctx.update.id))
    throw new RuleError('call-up.decided-already', {});
  // Called up once more before a second run of this: that notice stands.
  if (isLetOff(row.state)) {
    await enrollments.move(trainingClass._id, person._id, 'withdrawn');
    await closeAskedLeave(ctx, trainingClass, person._id);
    await closeTasks(ctx, trainingClass._id, callUpWords.cancelledNotice, person._id);
    await closeIfAsked(ctx, trainingClass, row, callUpWords.cancelledNotice);
  }
  const key = `call-up-cancelled:${ctx.update.id}` as const;
  await ctx.send(person._id, callUpWords.cancelledToCadre(trainingClass, reason), key);
  await tellUnitOfAbsence(ctx, trainingClass, row, key);
  await ctx.settle(callUpWords.cancelledCallUp(person.name));
  await ctx.reply(callUpWords.cancelledReply(trainingClass, person.name));
}

/** The call-up in a preview, if this person may change the list. */
async function shown(ctx: Context, facts: { classId: string; cadreId: string; reason: string }): Promise<Change> {
  const trainingClass = await allowedClass(ctx, 'call-up.change', facts.classId);
  const person = await ctx.store.cadres.byId(facts.cadreId);
  if (person === null) throw new RuleError('person.unknown', { name: facts.cadreId });
  await ctx.require('call-up.change', { classId: trainingClass._id, cadreId: person._id });
  return { trainingClass, person, reason: facts.reason };
}

/** @throws RuleError `policy.own-record`, `class.no-timetable`, `call-up.class-over` */
async function refuseUnlessChangeable(ctx: Context, trainingClass: ClassRow, person: CadreRow): Promise<void> {
  const classId = trainingClass._id;
  await ctx.require('call-up.change', { classId, cadreId: person._id });
  if (trainingClass.state === 'draft' && isHeldHere(trainingClass))
    throw new RuleError('class.no-timetable', { classId });
  if (beijingDateOf(ctx.now) > trainingClass.closesOn) throw new RuleError('call-up.class-over', { classId });
}

function refuseAsCalled(person: CadreRow, state: CallUpState): never {
  throw new RuleError('call-up.called-already', { name: person.name, state: callUpStateLabel(state) });
}

async function unitNameOf(ctx: Context, person: CadreRow): Promise<string> {
  return (await ctx.store.units.byId(person.unitId))?.name ?? '';
}
