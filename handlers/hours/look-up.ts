import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { ageOn, groupsOn } from '../../src/county/groups.ts';
import { groupNames, headsOwn, lookedUp, worksIn } from '../../src/county/lookup.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { dutiesIn } from '../../src/training/hours/duties.ts';
import { effective } from '../../src/training/hours/hour-entries.ts';
import { ledgerOf } from '../../src/training/hours/ledger.ts';
import { personWords } from '../../src/training/hours/person-words.ts';
import { sendPeople } from '../../src/training/hours/presses.ts';

/** The latest entries on somebody's page. */
const latestEntries = 5;

/** Looking people up in the information base, as far as one's rights reach; every look is noted before anything is shown. */
export function lookUp(router: Router): void {
  router.command(
    {
      names: ['查', 'look-up', '查人', '查找'],
      action: 'cadre.look',
      right: 'found',
      args: [restArg('words', '姓名、拼音、单位、层级', { limit: { most: 30 } })],
      missing: '请写明要查的姓名、拼音、首字母、单位或层级。',
      example: '/查 {colleague}',
      about: '按姓名、拼音、首字母、单位、层级或重点对象查找人员，可写几个词',
      next: '一人的，显示任职和学时；几人的，先列人数，可发送表格。查阅留存记录。',
    },
    show,
  );
  router.sheet(sendPeople, async (ctx, { words }) => {
    const { people, unitOf } = await found(ctx, words);
    await note(ctx, '', words);
    return personWords.sheet(words, people, unitOf, beijingDateOf(ctx.now));
  });
}

async function show(ctx: Context, { words }: { words: string }): Promise<void> {
  const { people, tree, unitOf } = await found(ctx, words);
  const [only, second] = people;
  if (only === undefined) return ctx.reply(personWords.nobody(words));
  if (second !== undefined) {
    await note(ctx, '', words);
    return ctx.reply(personWords.list(words, people, unitOf));
  }
  await note(ctx, only._id, words);
  await page(ctx, only, tree);
}

/** Whom the words mean, among those whom the person may look at. */
async function found(ctx: Context, words: string) {
  const { cadres, units } = ctx.store;
  const tree = new UnitTree(await units.all());
  const isAll = await ctx.may('cadre.look', {});
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const own = new Set([...headsUnitIds, ...liaisesUnitIds]);
  if (!isAll && own.size === 0) await ctx.requireIn('cadre.look', {});
  const facts = { tree, todayOn: beijingDateOf(ctx.now), rules: ctx.rules.groups };
  const reach = (await cadres.all()).filter((cadre) => isAll || worksIn(own, cadre, facts.todayOn));
  const people = lookedUp(reach, words.split(/\s+/u), facts);
  return { people, tree, unitOf: (unitId: string) => tree.unit(unitId)?.name ?? '' };
}

function note(ctx: Context, cadreId: string, words: string): Promise<void> {
  return ctx.store.looks.note({ _id: ctx.update.id, by: ctx.person._id, cadreId, words, at: ctx.now });
}

async function page(ctx: Context, person: CadreRow, tree: UnitTree): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const year = todayOn.slice(0, 4);
  const { facts, entries } = await ledgerOf(ctx.store, person, year, ctx.rules.hours);
  await ctx.reply(
    personWords.page({
      person,
      unit: tree.unit(person.unitId)?.name ?? '',
      age: ageOn(person.birthMonth, todayOn),
      groups: groupNames(groupsOn(person, headsOwn(person, tree), todayOn, ctx.rules.groups)),
      duties: dutiesIn(year, person, facts, ctx.rules.hours),
      entries: effective(entries).slice(-latestEntries),
    }),
  );
}
