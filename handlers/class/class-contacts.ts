import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { contactsWords, type ShownContact } from '../../src/training/class/contacts-words.ts';
import { type ContactChoice, contactChoiceOf } from '../../src/training/class/enrollments.ts';
import { chooseContact, sendContacts } from '../../src/training/class/presses.ts';
import { ownClasses } from '../../src/training/leave/leave-standing.ts';

/** 通讯录: trainees see of each other what each agreed to show. Nothing is shown of who did not say so, and nothing is asked: the base holds it. */
export function classContacts(router: Router): void {
  router.word(['通讯录', '班级通讯录', '同学通讯录'], show, { ofTrainees: true });
  router.press(chooseContact, choose);
  router.sheet(sendContacts, async (ctx, { classId }) => {
    await requireClassmate(ctx, classId);
    const trainingClass = await findClass(ctx, classId);
    return contactsWords.sheet(trainingClass, (await shownIn(ctx, classId)).shown);
  });
}

async function show(ctx: Context): Promise<void> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(contactsWords.noClass);
  for (const row of classes) await ctx.reply(await cardFor(ctx, row));
}

async function cardFor(ctx: Context, row: ClassRow) {
  const { all, shown, own } = await shownIn(ctx, row._id);
  return contactsWords.card(ctx.update.id, row, all, shown, own);
}

async function choose(ctx: Context, { classId, shows }: { classId: string; shows: ContactChoice }): Promise<void> {
  await requireClassmate(ctx, classId);
  const choice = { shows, byUpdate: ctx.update.id, at: ctx.now };
  await ctx.store.enrollments.chooseContact(classId, ctx.person._id, choice);
  await ctx.settle(contactsWords.chosen(shows));
  await ctx.reply(await cardFor(ctx, await findClass(ctx, classId)));
}

/** What the trainees of a class show, in the order of the class list. */
async function shownIn(
  ctx: Context,
  classId: string,
): Promise<{ all: number; shown: ShownContact[]; own: ContactChoice }> {
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  const agreed = trainees.filter((each) => contactChoiceOf(each) !== 'none');
  const [people, units] = await Promise.all([
    ctx.store.cadres.many(agreed.map(({ cadreId }) => cadreId)),
    ctx.store.units.many([...new Set(agreed.map(({ unitId }) => unitId))]),
  ]);
  const phones = new Map(people.map(({ _id, phone }) => [_id, phone]));
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  const shown = agreed.map((each) => ({
    name: each.name,
    unit: unitNames.get(each.unitId) ?? '',
    phone: contactChoiceOf(each) === 'phone' ? (phones.get(each.cadreId) ?? '') : '',
  }));
  const mine = trainees.find(({ cadreId }) => cadreId === ctx.person._id);
  return { all: trainees.length, shown, own: mine === undefined ? 'none' : contactChoiceOf(mine) };
}

/** @throws RuleError `class.not-trainee`, the same of a class that is not there */
async function requireClassmate(ctx: Context, classId: string): Promise<void> {
  const trainee = await ctx.store.enrollments.byId(classId, ctx.person._id);
  if (trainee === null || trainee.state === 'withdrawn') throw new RuleError('class.not-trainee', {});
}
