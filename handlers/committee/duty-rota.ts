import { classArg, dateArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { basisOf } from '../../src/chat/basis.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { isCardAhead } from '../../src/training/attendance/carried-tasks.ts';
import { type ClassRow, dutyTraineeOn } from '../../src/training/class/classes.ts';
import { type DutyDay, dutyRota } from '../../src/training/committee/duty-rota.ts';
import { confirmRota, dropRota } from '../../src/training/committee/presses.ts';
import { rotaWords } from '../../src/training/committee/rota-words.ts';
import type { NameOf } from '../../src/training/committee/words.ts';

/** `/排值日`: the trainees of a class are on duty in turn, for weeks; `/换值日` exchanges two days, `/值日表` lists them. */
export function dutyRotas(router: Router): void {
  router.command(
    {
      names: ['排值日', 'duty-rota'],
      action: 'sign-in.name-keeper',
      right: 'class',
      args: [classArg(), optional(dateArg('fromOn', '起始日期')), optional(dateArg('untilOn', '截止日期'))],
      example: '/排值日 {class}',
      about: '按上课日安排学员轮流值日，不写日期的从明天排到结业',
      next: '先预览，确认后由值日前一个上课日和当天早上的课程卡告知本人；互换用“/换值日”。',
    },
    preview,
  );
  router.command(
    {
      names: ['换值日', 'exchange-duty'],
      action: 'sign-in.name-keeper',
      right: 'class',
      args: [classArg(), dateArg('oneOn', '日期'), dateArg('otherOn', '日期')],
      missing: '请写明互换的两个日期。',
      example: '/换值日 {class} 明天 后天',
      about: '互换两天的值日学员',
      next: '立即互换，告知两名学员。',
    },
    exchange,
  );
  router.command(
    {
      names: ['值日表', 'duty-list'],
      action: 'committee.read',
      right: 'class',
      args: [classArg()],
      example: '/值日表 {class}',
      about: '查看今天起的值日安排',
      next: '按周列出日期和姓名；互换用“/换值日”。',
    },
    async (ctx, { trainingClass }) =>
      ctx.reply(`${await listOf(ctx, trainingClass)}\n${rotaWords.change(trainingClass)}`),
  );
  router.word(['值日表', '我的值日'], showOwn, { ofTrainees: true });
  router.preview({ confirm: confirmRota, drop: dropRota, shown, dropped: rotaWords.dropped }, async (ctx, found) =>
    confirm(ctx, found),
  );
}

interface Shown {
  trainingClass: ClassRow;
  rota: readonly DutyDay[];
}

/** The days of class in this span, each with the trainee whose turn it is. */
async function rotaOf(ctx: Context, trainingClass: ClassRow, fromOn: string, untilOn: string): Promise<DutyDay[]> {
  const days = (await daysOfClass(ctx, trainingClass)).filter((dateOn) => fromOn <= dateOn && dateOn <= untilOn);
  const trainees = (await ctx.store.enrollments.traineesOf(trainingClass._id)).map(({ cadreId }) => cadreId);
  if (days.length === 0 || trainees.length === 0) throw new RuleError('committee.no-days', {});
  const before = new Map<string, number>();
  for (const { dateOn, cadreId } of await dutiesOf(ctx, trainingClass))
    if (!days.includes(dateOn)) before.set(cadreId, (before.get(cadreId) ?? 0) + 1);
  return dutyRota(days, trainees, before);
}

async function daysOfClass(ctx: Context, { _id }: ClassRow): Promise<string[]> {
  return [...new Set((await ctx.store.sessions.ofClass(_id)).map(({ dateOn }) => dateOn))].sort();
}

/** Who is on duty on which day of class. */
async function dutiesOf(ctx: Context, trainingClass: ClassRow): Promise<DutyDay[]> {
  return (await daysOfClass(ctx, trainingClass)).flatMap((dateOn) => {
    const cadreId = dutyTraineeOn(trainingClass, dateOn);
    return cadreId === undefined ? [] : [{ dateOn, cadreId }];
  });
}

function rotaBasis(rota: readonly DutyDay[]): string {
  return basisOf(rota.map(({ dateOn, cadreId }) => `${dateOn} ${cadreId}`).join(';'));
}

async function preview(
  ctx: Context,
  {
    trainingClass,
    fromOn,
    untilOn,
  }: { trainingClass: ClassRow; fromOn?: string | undefined; untilOn?: string | undefined },
): Promise<void> {
  const span = { fromOn: fromOn ?? addDays(beijingDateOf(ctx.now), 1), untilOn: untilOn ?? trainingClass.closesOn };
  const rota = await rotaOf(ctx, trainingClass, span.fromOn, span.untilOn);
  const facts = { classId: trainingClass._id, ...span, basis: rotaBasis(rota) };
  const presses = { confirm: confirmRota.with(facts), drop: dropRota.with(facts) };
  await ctx.reply(rotaWords.preview(ctx.update.id, trainingClass, rota, await namesFor(ctx, rota), presses));
}

/** What was shown, as long as it would be the same. @throws RuleError `committee.rota-changed` */
async function shown(ctx: Context, { classId, fromOn, untilOn, basis }: Facts<typeof confirmRota>): Promise<Shown> {
  const found = await allowedClass(ctx, 'sign-in.name-keeper', classId);
  // What this update has named already is no part of what it was shown.
  const keepers = (found.keepers ?? []).filter(({ byUpdate }) => byUpdate !== ctx.update.id);
  const trainingClass = { ...found, keepers };
  const rota = await rotaOf(ctx, trainingClass, fromOn, untilOn);
  if (rotaBasis(rota) !== basis) throw new RuleError('committee.rota-changed', {});
  return { trainingClass, rota };
}

async function confirm(ctx: Context, { trainingClass, rota }: Shown): Promise<void> {
  const classId = trainingClass._id;
  const people = [...new Set(rota.map(({ cadreId }) => cadreId))];
  await ctx.require('sign-in.name-keeper', { classId, cadreIds: people });
  await nameAll(ctx, classId, rota);
  // The card of a day tells who is on duty; a message goes to those alone whose card is out already.
  const sessions = await ctx.store.sessions.ofClass(classId);
  const { reminders } = ctx.rulesOf(trainingClass);
  const late = rota.filter(({ dateOn }) => !isCardAhead(sessions, reminders, dateOn, ctx.now));
  const told = people.filter((cadreId) => late.some((each) => each.cadreId === cadreId));
  await ctx.sendAll(
    told.map((cadreId) => {
      const days = rota.filter((each) => each.cadreId === cadreId).map(({ dateOn }) => dateOn);
      const key = `roll-keeper:${ctx.update.id}:${cadreId}` as const;
      return { cadreId, message: text(rotaWords.told(trainingClass, days)), key };
    }),
  );
  await ctx.settle(rotaWords.confirmed);
  await ctx.reply(rotaWords.confirmedReply(trainingClass, rota.length, people.length, told.length));
}

function nameAll(ctx: Context, classId: string, rota: readonly DutyDay[]): Promise<void> {
  const entry = { post: 'duty' as const, by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  return ctx.store.classes.nameKeepers(
    classId,
    ctx.update.id,
    rota.map((day) => ({ ...entry, ...day })),
  );
}

async function exchange(
  ctx: Context,
  { trainingClass, oneOn, otherOn }: { trainingClass: ClassRow; oneOn: string; otherOn: string },
): Promise<void> {
  const classId = trainingClass._id;
  const keepers = (trainingClass.keepers ?? []).filter(({ byUpdate }) => byUpdate !== ctx.update.id);
  const [one, other] = [dutyTraineeOn({ keepers }, oneOn), dutyTraineeOn({ keepers }, otherOn)];
  if (one === undefined || other === undefined) throw new RuleError('committee.nobody-on-duty', {});
  await ctx.require('sign-in.name-keeper', { classId, cadreIds: [one, other] });
  const after = [
    { dateOn: oneOn, cadreId: other },
    { dateOn: otherOn, cadreId: one },
  ];
  await nameAll(ctx, classId, after);
  const key = `roll-keeper:${ctx.update.id}` as const;
  await ctx.send(one, rotaWords.exchangedTo(trainingClass, oneOn, otherOn), `${key}:${one}`);
  if (other !== one) await ctx.send(other, rotaWords.exchangedTo(trainingClass, otherOn, oneOn), `${key}:${other}`);
  const nameOf = await namesFor(ctx, after);
  await ctx.reply(rotaWords.exchanged(nameOf(other), oneOn, nameOf(one), otherOn));
}

async function listOf(ctx: Context, trainingClass: ClassRow): Promise<string> {
  const todayOn = beijingDateOf(ctx.now);
  const ahead = (await dutiesOf(ctx, trainingClass)).filter(({ dateOn }) => dateOn >= todayOn);
  return rotaWords.list(trainingClass, ahead, await namesFor(ctx, ahead));
}

async function showOwn(ctx: Context): Promise<void> {
  const own = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  if (own.length === 0) throw new RuleError('committee.not-there', {});
  for (const { classId } of own) {
    const trainingClass = await ctx.store.classes.byId(classId);
    if (trainingClass !== null) await ctx.reply(await listOf(ctx, trainingClass));
  }
}

async function namesFor({ store }: Context, rota: readonly DutyDay[]): Promise<NameOf> {
  const people = await store.cadres.many([...new Set(rota.map(({ cadreId }) => cadreId))]);
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return (cadreId) => names.get(cadreId) ?? '';
}
