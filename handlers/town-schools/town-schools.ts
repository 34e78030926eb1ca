import { optional, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { sendTownSchools } from '../../src/training/town-schools/presses.ts';
import { doneOf, type TownSchoolRow } from '../../src/training/town-schools/town-schools.ts';
import { townSchoolWords } from '../../src/training/town-schools/words.ts';

const mostNameLetters = 20;
const mostNoteLetters = 200;
const takesBack = '撤销';
const doneNote = '已落实';

/** Town party schools as partners (镇级党校合作办学“五共模式”): the agreed items are ticked off per school and year, and listed. */
export function townSchools(router: Router): void {
  router.command(
    {
      names: ['合作办学', 'town-school'],
      action: 'town-school.change',
      right: 'county',
      args: [
        wordArg('name', '镇级党校', { most: mostNameLetters }),
        wordArg('item', '事项', { most: mostNameLetters }),
        optional(restArg('note', '说明或撤销', { limit: { most: mostNoteLetters } })),
      ],
      missing: '请写明镇级党校的名称和事项。',
      example: '/合作办学 青山镇党校 共享师资 派出2名教师授课',
      about: '登记镇级党校合作办学“五共”事项的落实情况',
      next: '计入本年合作办学情况，可以撤销。',
    },
    enter,
  );
  router.command(
    {
      names: ['合作办学情况', 'town-schools'],
      action: 'town-school.read',
      right: 'county',
      args: [optional(wordArg('year', '年份'))],
      example: '/合作办学情况 {year}',
      about: '查看镇级党校合作办学“五共”事项的落实情况',
      next: '列出各镇级党校落实的事项，不作改动。',
    },
    async (ctx, { year }) => {
      const wanted = /^\d{4}/.exec(typedWord(year ?? ''))?.[0] ?? thisYear(ctx);
      const rows = await withEntries(ctx, wanted);
      await ctx.reply(
        rows.length === 0
          ? townSchoolWords.none(wanted)
          : townSchoolWords.list(wanted, rows, ctx.rules.townSchools.items),
      );
    },
  );
  router.sheet(sendTownSchools, async (ctx, { year }) => {
    await ctx.require('town-school.read', {});
    return townSchoolWords.sheet(year, await withEntries(ctx, year), ctx.rules.townSchools.items);
  });
}

async function enter(
  ctx: Context,
  { name, item: word, note }: { name: string; item: string; note: string | undefined },
): Promise<void> {
  const { items } = ctx.rules.townSchools;
  const item = items.find((each) => each.name === word);
  if (item === undefined)
    throw new RuleError('town-school.unknown-item', { word, items: items.map((each) => each.name).join('、') });
  const year = thisYear(ctx);
  const isDone = typedWord(note ?? '').split(/\s+/u)[0] !== takesBack;
  const present = await ctx.store.townSchools.byId(year, name);
  const isEntered = present?.entries.some(({ byUpdate }) => byUpdate === ctx.update.id) ?? false;
  if (!isDone && !isEntered && (present === null || !doneOf(present).has(item.id)))
    throw new RuleError('town-school.not-done', { name, item: item.name });
  const entry = { item: item.id, isDone, note: note ?? doneNote, by: ctx.person._id, byUpdate: ctx.update.id };
  const row = await ctx.store.townSchools.enter(year, name, { ...entry, enteredAt: ctx.now });
  const done = row === null ? 0 : items.filter(({ id }) => doneOf(row).has(id)).length;
  const answer = isDone ? townSchoolWords.entered : townSchoolWords.takenBack;
  await ctx.reply(answer(year, name, item.name, done, items.length));
}

/** The schools of a year of which something holds. */
async function withEntries(ctx: Context, year: string): Promise<TownSchoolRow[]> {
  return (await ctx.store.townSchools.ofYear(year)).filter((row) => doneOf(row).size > 0);
}

const thisYear = ({ now }: Context) => beijingDateOf(now).slice(0, 4);
