import { classArg, oneOfArg, reasonArg, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { closeTasks } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatMoment } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { text } from '../../src/chat/message.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { audienceHint, audienceLabel, readAudience } from '../../src/training/annual-plan/audience.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { cancel, checkSeats, stands } from '../../src/training/electives/elective.ts';
import type { ElectiveChange, ElectiveRow } from '../../src/training/electives/electives.ts';
import { followChoice } from '../../src/training/electives/following.ts';
import { announcementKeys } from '../../src/training/electives/message-keys.ts';
import { electivePeopleWords } from '../../src/training/electives/people-words.ts';
import { cancelElective, keepElective, keepSeats, raiseSeats } from '../../src/training/electives/presses.ts';
import { electiveStaffWords } from '../../src/training/electives/staff-words.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import { closingOf, refuseUnlessAhead } from './elective-open.ts';
import { closeRequest, seatsGiver, sendOffers } from './seats.ts';

const fields = { 名额: 'seats', 截止: 'closing', 对象: 'audience' } as const;
type Field = (typeof fields)[keyof typeof fields];

/** `/改选学`: other seats, another last day (which opens enrolment again), another audience; `/取消选学`: nobody chooses the class any more. */
export function electiveChange(router: Router): void {
  router.command(
    {
      names: ['改选学', 'change-elective'],
      action: 'elective.open',
      right: 'class',
      args: [
        classArg(),
        oneOfArg('field', '名额|截止|对象', fieldNamed, (typed) => `没有“${typed}”这一项，可改的有名额、截止、对象。`),
        restArg('value', '新值', { missing: '请写明新值。' }),
      ],
      missing: '请写明要改的一项和新值。',
      example: '/改选学 {class} 名额 45',
      about: '变更选学的名额、报名截止或选学对象；截止后改到以后的日期即重新开放',
      next: '立即变更；名额增加且有人候补的，先预览再通知候补人员。',
    },
    change,
  );
  router.command(
    {
      names: ['取消选学', 'cancel-elective'],
      action: 'elective.open',
      right: 'class',
      args: [classArg(), reasonArg],
      missing: '请写明理由。',
      example: '/取消选学 {class} 与全县重点工作冲突',
      about: '取消班次的选学，告知已报名和候补的人员及其单位',
      next: '先预览，确认后告知本人和所在单位；班次保留。',
    },
    previewCancelling,
  );
  router.preview(
    { confirm: raiseSeats, drop: keepSeats, shown: ahead, dropped: electiveStaffWords.changeDropped },
    async (ctx, { trainingClass }, { seats }) => setSeats(ctx, trainingClass, seats),
  );
  router.preview(
    { confirm: cancelElective, drop: keepElective, shown: ahead, dropped: electiveStaffWords.changeDropped },
    carryOutCancelling,
  );
}

function fieldNamed(word: string): Field | undefined {
  return Object.entries(fields).find(([name]) => typedWord(name) === word)?.[1];
}

interface Ahead {
  trainingClass: ClassRow;
  elective: ElectiveRow;
}

/** A class that is open to be chosen and has not begun. @throws RuleError `elective.not-open`, `elective.begun-already` */
async function ahead(ctx: Context, { classId }: { classId: string }): Promise<Ahead> {
  const trainingClass = await allowedClass(ctx, 'elective.open', classId);
  return { trainingClass, elective: await openOf(ctx, trainingClass) };
}

async function openOf(ctx: Context, trainingClass: ClassRow): Promise<ElectiveRow> {
  const elective = await ctx.store.electives.byId(trainingClass._id);
  const isOpen = elective?.state === 'open' || elective?.updates.includes(ctx.update.id);
  if (elective === null || !isOpen) throw new RuleError('elective.not-open', { classId: trainingClass._id });
  refuseUnlessAhead(ctx, trainingClass);
  return elective;
}

async function change(
  ctx: Context,
  { trainingClass, field, value }: { trainingClass: ClassRow; field: Field; value: string },
): Promise<void> {
  const elective = await openOf(ctx, trainingClass);
  switch (field) {
    case 'seats':
      return changeSeats(ctx, trainingClass, elective, value);
    case 'closing': {
      const closesAt = closingOf(ctx, trainingClass, readTypedDate(value, beijingDateOf(ctx.saidAt)));
      return enter(ctx, trainingClass, 'closing', ['报名截止', (row) => formatMoment(row.closesAt)], { closesAt });
    }
    case 'audience': {
      const audience = readAudience(value);
      if (audience === undefined) throw new RuleError('elective.bad-audience', { text: value, hint: audienceHint });
      return enter(ctx, trainingClass, 'audience', ['对象', (row) => audienceLabel(row.audience)], { audience });
    }
  }
}

async function changeSeats(ctx: Context, trainingClass: ClassRow, elective: ElectiveRow, value: string): Promise<void> {
  const seats = Number(/^(\d{1,3})人?$/.exec(typedWord(value))?.[1] ?? 0);
  const isDone = elective.updates.includes(ctx.update.id);
  if (!isDone) checkSeats(elective, seats);
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const given = withSeatsGiven({ ...elective, seats }, [...elective.choices]);
  const offers = given.filter((choice, at) => choice !== elective.choices[at] && choice.state === 'offered').length;
  if (isDone || offers === 0) return setSeats(ctx, trainingClass, seats);
  const facts = { classId: trainingClass._id, seats };
  const presses = { confirm: raiseSeats.with(facts), drop: keepSeats.with(facts) };
  const numbers = { from: elective.seats, to: seats };
  await ctx.reply(electiveStaffWords.raisePreview(ctx.update.id, trainingClass, numbers, offers, presses));
}

async function setSeats(ctx: Context, trainingClass: ClassRow, seats: number): Promise<void> {
  await enter(ctx, trainingClass, 'seats', ['名额', (row) => `${row.seats} 人`], { seats });
  const row = await ctx.store.electives.byId(trainingClass._id);
  if (row !== null) await sendOffers(ctx, trainingClass, row);
  await ctx.settle(electiveStaffWords.raised);
}

/** Enters a change and says what it was before. @param said - what the field is called, and how a value of it is written */
async function enter(
  ctx: Context,
  trainingClass: ClassRow,
  what: ElectiveChange['what'],
  [name, written]: readonly [string, (row: ElectiveRow) => string],
  set: Partial<Pick<ElectiveRow, 'seats' | 'closesAt' | 'audience'>>,
): Promise<void> {
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const row = await ctx.store.electives.act(trainingClass._id, ctx.update.id, (present) => {
    const next = { ...present, ...set };
    if (written(next) === written(present)) return undefined;
    if (set.seats !== undefined) checkSeats(present, set.seats);
    const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
    const entry = { what, from: written(present), to: written(next), ...by };
    const choices = withSeatsGiven(next, [...present.choices]);
    return { ...set, choices, changes: [...present.changes, entry] };
  });
  const entry = row?.changes.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (row === null) throw new RuleError('elective.not-open', { classId: trainingClass._id });
  await ctx.reply(
    entry === undefined
      ? electiveStaffWords.unchanged(name, written(row))
      : electiveStaffWords.changed(trainingClass, name, entry.from, entry.to),
  );
}

async function previewCancelling(
  ctx: Context,
  { trainingClass, reason }: { trainingClass: ClassRow; reason: string },
): Promise<void> {
  const { choices } = await openOf(ctx, trainingClass);
  const cadreIds = choices.filter(stands).map(({ cadreId }) => cadreId);
  await ctx.require('elective.decide', { classId: trainingClass._id, cadreIds });
  const facts = { classId: trainingClass._id, reason };
  const presses = { confirm: cancelElective.with(facts), drop: keepElective.with(facts) };
  await ctx.reply(electiveStaffWords.cancelPreview(ctx.update.id, trainingClass, reason, cadreIds.length, presses));
}

async function carryOutCancelling(
  ctx: Context,
  { trainingClass, elective }: Ahead,
  { reason }: Facts<typeof cancelElective>,
): Promise<void> {
  const classId = trainingClass._id;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason };
  const standing = elective.choices.filter(stands).map(({ cadreId }) => cadreId);
  await ctx.require('elective.decide', { classId, cadreIds: standing });
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    if (present.state === 'cancelled') return undefined;
    const entry = { what: 'cancelled' as const, from: '', to: '', ...by };
    const changes = [...present.changes, entry];
    return { state: 'cancelled', cancelledFor: reason, choices: cancel(present, by), changes };
  });
  if (row?.updates.includes(ctx.update.id) !== true) throw new RuleError('elective.not-open', { classId });
  const left = row.choices.filter(({ moves }) => moves.at(-1)?.byUpdate === ctx.update.id);
  for (const { cadreId } of left) {
    await followChoice(ctx.store, classId, cadreId, ctx.now);
    await closeTasks(ctx, classId, electiveWords.offerOver, cadreId);
    await closeRequest(ctx, classId, cadreId, electiveStaffWords.cancelled);
  }
  const everybody = (await ctx.store.cadres.all()).map(({ _id }) => _id);
  await ctx.store.recalls.cancel(announcementKeys(row, everybody), ctx.update.id);
  const told = text(electiveWords.cancelled(trainingClass, reason));
  const key = `elective-cancelled:${ctx.update.id}` as const;
  await ctx.sendAll(left.map(({ cadreId }) => ({ cadreId, message: told, key: `${key}:${cadreId}` as const })));
  await tellUnits(ctx, trainingClass, left, reason);
  await ctx.settle(electiveStaffWords.cancelled);
  await ctx.reply(electiveStaffWords.cancelledReply(trainingClass, left.length));
}

/** One message to head and liaison of each unit of whom somebody had a seat. */
async function tellUnits(ctx: Context, trainingClass: ClassRow, left: ElectiveRow['choices'], reason: string) {
  const seated = left.filter(({ moves }) => moves.at(-2)?.to === 'seated');
  for (const unit of await ctx.store.units.many([...new Set(seated.map(({ unitId }) => unitId))])) {
    const names = seated.filter(({ unitId }) => unitId === unit._id).map(({ name }) => name);
    const words = electivePeopleWords.cancelledToUnit(trainingClass, names, reason);
    const staff = [...new Set([unit.headId, unit.liaisonId])].filter((id) => id !== undefined);
    for (const id of staff) await ctx.send(id, words, `elective-unit:${ctx.update.id}:${unit._id}:${id}`);
  }
}
