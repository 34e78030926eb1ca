import { classArg, isDate, numberArg } from '../../src/bot/arguments.ts';
import { type Argument, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, beijingTime, formatDate } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { type Audience, audienceHint, audienceLabel, readAudience } from '../../src/training/annual-plan/audience.ts';
import { freeToChoose } from '../../src/training/call-up/choosing.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import { type ClassRow, callUpDueKey } from '../../src/training/class/classes.ts';
import { usualClosing } from '../../src/training/electives/elective-days.ts';
import { isMeantFor } from '../../src/training/electives/meant-for.ts';
import { announcementKey } from '../../src/training/electives/message-keys.ts';
import { dropOpening, openAndTell, openElective } from '../../src/training/electives/presses.ts';
import { electiveStaffWords } from '../../src/training/electives/staff-words.ts';
import { electiveWords } from '../../src/training/electives/words.ts';

interface Details {
  closesOn?: string;
  audience?: Audience;
}

/** The last day of enrolment and whom the class is meant for, in any order; what is not written follows from the class. */
const detailsArg: Argument<'details', Details> = {
  key: 'details',
  usage: '[截止日期] [选学对象]',
  take(words, ctx) {
    const typed = words.rest();
    const day = typed.find((word) => isDate(word, ctx));
    const said = typed.filter((word) => word !== day).join('、');
    const audience = said === '' ? undefined : readAudience(said);
    if (said !== '' && audience === undefined)
      throw new UsageFault(`未能识别选学对象“${said}”。可写：${audienceHint}。`);
    return () => ({
      ...(day !== undefined && { closesOn: readTypedDate(day, beijingDateOf(ctx.saidAt)) }),
      ...(audience !== undefined && { audience }),
    });
  },
};

/** `/开放选学`: a class is opened to be chosen, with seats, a last day and an audience; shown first, told to those who may choose it or not. */
export function electiveOpen(router: Router): void {
  router.command(
    {
      names: ['开放选学', 'open-elective'],
      action: 'elective.open',
      right: 'class',
      args: [classArg(), numberArg('seats', '名额', 3), detailsArg],
      missing: '请写明名额。',
      example: '/开放选学 {class} 40',
      about: '开放班次供干部选学，先看符合条件的人数，再决定是否告知',
      next: '先预览，确认后开放；报名情况用“/选学情况”查看。',
    },
    preview,
  );
  const open = async (ctx: Context, facts: Facts<typeof openElective>, tells: boolean) => {
    const trainingClass = await allowedClass(ctx, 'elective.open', facts.classId);
    await carryOut(ctx, trainingClass, facts, tells);
  };
  router.press(openElective, (ctx, facts) => open(ctx, facts, false));
  router.press(openAndTell, (ctx, facts) => open(ctx, facts, true));
  router.press(dropOpening, async (ctx, { classId }) => {
    await allowedClass(ctx, 'elective.open', classId);
    await ctx.settle(electiveStaffWords.openDropped);
  });
}

async function preview(
  ctx: Context,
  { trainingClass, seats, details }: { trainingClass: ClassRow; seats: number; details: Details },
): Promise<void> {
  const classId = trainingClass._id;
  refuseUnlessAhead(ctx, trainingClass);
  if ((await ctx.store.electives.byId(classId))?.state === 'open')
    throw new RuleError('elective.open-already', { classId });
  const closesAt = closingOf(ctx, trainingClass, details.closesOn);
  const audience = details.audience ?? (await plannedAudience(ctx, trainingClass));
  const facts = { classId, seats, closesAt: closesAt.toISOString(), audience: audienceLabel(audience) };
  const presses = {
    ...{ tell: openAndTell.with(facts), confirm: openElective.with(facts), drop: dropOpening.with(facts) },
  };
  const people = (await peopleToTell(ctx, trainingClass, audience)).length;
  const shown = { seats, closesAt, audience };
  await ctx.reply(electiveStaffWords.openPreview(ctx.update.id, trainingClass, shown, people, presses));
}

async function carryOut(
  ctx: Context,
  trainingClass: ClassRow,
  { classId, seats, closesAt: typed, audience: label }: Facts<typeof openElective>,
  tells: boolean,
): Promise<void> {
  const closesAt = new Date(typed);
  const audience = readAudience(label);
  if (audience === undefined) throw new RuleError('elective.bad-audience', { text: label, hint: audienceHint });
  refuseUnlessAhead(ctx, trainingClass);
  refuseBadClosing(ctx, trainingClass, closesAt);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.electives.open(
    { _id: classId, seats, closesAt, audience, openedBy: ctx.person._id, openedAt: ctx.now },
    { what: 'opened', from: '', to: String(seats), ...by },
  );
  if (row?.updates.includes(ctx.update.id) !== true) throw new RuleError('elective.open-already', { classId });
  const told = tells ? await peopleToTell(ctx, trainingClass, audience) : [];
  const message = text(electiveWords.announced(trainingClass, seats, closesAt));
  const key = (cadreId: string) => announcementKey(classId, ctx.update.id, cadreId);
  await ctx.sendAll(
    told.map((cadreId) => ({ cadreId, message, key: key(cadreId), urgency: 'low' as const, expiresAt: closesAt })),
  );
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(callUpDueKey(classId, _id), electiveStaffWords.opened);
  await ctx.settle(electiveStaffWords.opened);
  await ctx.reply(electiveStaffWords.openedReply(trainingClass, tells ? told.length : undefined));
}

/** When enrolment ends: on the day that is written, or so many working days before the opening. @throws RuleError `elective.bad-closing` */
export function closingOf(ctx: Context, trainingClass: ClassRow, closesOn: string | undefined): Date {
  const rules = ctx.rulesOf(trainingClass).electives;
  const closesAt = closesOn === undefined ? usualClosing(trainingClass, rules) : beijingTime(closesOn, rules.byClock);
  refuseBadClosing(ctx, trainingClass, closesAt);
  return closesAt;
}

function refuseBadClosing(ctx: Context, { opensOn }: ClassRow, closesAt: Date): void {
  const isWithin = closesAt > ctx.now && beijingDateOf(closesAt) < opensOn;
  if (!isWithin) throw new RuleError('elective.bad-closing', { opens: formatDate(opensOn) });
}

/** @throws RuleError `class.no-timetable`, `elective.begun-already` */
export function refuseUnlessAhead(ctx: Context, { _id: classId, name, state, opensOn }: ClassRow): void {
  if (state === 'draft') throw new RuleError('class.no-timetable', { classId });
  if (beijingDateOf(ctx.now) >= opensOn) throw new RuleError('elective.begun-already', { name });
}

/** Whom the item of the plan is for, of which the class was made; everybody for a class that is in no plan. */
async function plannedAudience(ctx: Context, { planItem }: ClassRow): Promise<Audience> {
  const item = planItem === undefined ? null : await ctx.store.planItems.byId(planItem);
  if (item === null) return { rankLevels: [] };
  return { rankLevels: item.rankLevels, ...(item.group !== undefined && { group: item.group }) };
}

/** Everybody who may choose the class and is not in it. */
async function peopleToTell(ctx: Context, trainingClass: ClassRow, audience: Audience): Promise<string[]> {
  const rules = ctx.rulesOf(trainingClass);
  const [free, roll] = await Promise.all([
    freeToChoose(ctx.store, trainingClass, rules),
    classRoll(ctx.store, trainingClass._id),
  ]);
  const present = new Set(roll.map(({ cadreId }) => cadreId));
  const { opensOn } = trainingClass;
  return free
    .filter(({ cadre, unit }) => isMeantFor(audience, cadre, unit.headId === cadre.id, opensOn, rules.groups))
    .map(({ cadre }) => cadre.id)
    .filter((cadreId) => !present.has(cadreId));
}
