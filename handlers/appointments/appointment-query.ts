import { optional, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithKept } from '../../src/bot/sheet-on-request.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { peopleMeant } from '../../src/county/people-meant.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { RuleError } from '../../src/errors.ts';
import { type Condition, queryParts, readCondition } from '../../src/training/appointments/conditions.ts';
import { askQuery, chooseQuery, sendQuery } from '../../src/training/appointments/presses.ts';
import { findingsOf } from '../../src/training/appointments/query.ts';
import { queryPeople } from '../../src/training/appointments/query-people.ts';
import { anything, mostQueryLetters, type QueryLine, queryWords } from '../../src/training/appointments/query-words.ts';

/** What was asked: conditions, and perhaps one person to be held against them. */
interface Query {
  conditions: readonly Condition[];
  person?: CadreRow;
}

/** `/选任查询`: leaders of the organisation department ask who fits some conditions, and why; every look is noted, nothing is decided. */
export function appointmentQuery(router: Router): void {
  router.command(
    {
      names: ['选任查询', 'appointment-query'],
      action: 'appointment.query',
      right: 'county',
      args: [optional(restArg('words', '条件', { limit: { most: mostQueryLetters } }))],
      example: '/选任查询 近三年优秀学员 副科级 基层满2年',
      about: '按条件查询人员并列出依据，供选拔任用参考；加写姓名的，说明其符合与不符合的条件',
      next: '列出人数，名单和依据发工作台的链接，限本人查看一次。查阅留存记录。',
    },
    (ctx, { words }) => (words === undefined ? ctx.reply(queryWords.ask(ctx.update.id)) : show(ctx, words)),
  );
  router.press(askQuery, (ctx, { words }) => show(ctx, words));
  router.press(chooseQuery, async (ctx) => {
    await ctx.requireIn('appointment.query', {});
    const chosen = Object.values(ctx.selection()).filter((word) => word !== anything);
    if (chosen.length === 0) throw new RuleError('appointment.no-condition', {});
    await show(ctx, chosen.join(' '));
  });
  router.sheet(sendQuery, async (ctx, { words }) => {
    const { query, fitting, named } = await answer(ctx, words);
    const lines = query.person === undefined || named === undefined ? fitting : [named];
    return queryWords.sheet(words, lines, beijingDateOf(ctx.now));
  });
}

async function show(ctx: Context, words: string): Promise<void> {
  const { query, fitting, all, named } = await answer(ctx, words);
  const todayOn = beijingDateOf(ctx.now);
  if (query.person !== undefined && named !== undefined)
    return replyWithKept(ctx, queryWords.ofOne, queryWords.personSheet(words, named, todayOn));
  const figures = queryWords.figures(words, fitting.length, all);
  if (fitting.length === 0) return ctx.reply(figures.join('\n'));
  await replyWithKept(ctx, figures, queryWords.sheet(words, fitting, todayOn));
}

/** Who fits, oneself left out; the look is noted before anything is shown. */
async function answer(ctx: Context, words: string) {
  await ctx.requireIn('appointment.query', {});
  const tree = new UnitTree(await ctx.store.units.all());
  const query = await queryOf(ctx, words, tree);
  await note(ctx, query.person?._id ?? '', words);
  const todayOn = beijingDateOf(ctx.now);
  const people =
    query.person === undefined
      ? (await ctx.store.cadres.all()).filter(({ _id }) => _id !== ctx.person._id)
      : [query.person];
  const longest = Math.max(1, ...query.conditions.map((each) => ('years' in each ? each.years : 0)));
  const since = { sinceOn: addMonths(todayOn, -12 * longest), todayOn };
  const facts = { tree, todayOn, groups: ctx.rules.groups };
  const lines = (await queryPeople(ctx.store, people, since, ctx.rules)).map((asked): QueryLine => {
    const unitName = tree.unit(asked.person.unitId)?.name ?? '';
    return { person: asked.person, unitName, findings: findingsOf(asked, query.conditions, facts) };
  });
  const fitting = lines.filter(({ findings }) => findings.every(({ holds }) => holds));
  return { query, fitting, all: people.length, named: lines[0] };
}

/** Words that are no condition may be a name; nobody asks about themselves. */
async function queryOf(ctx: Context, words: string, { units }: UnitTree): Promise<Query> {
  const read = queryParts(words).map((part) => ({ part, condition: readCondition(part, units) }));
  const conditions = read.flatMap(({ condition }) => condition ?? []);
  const others = read.filter(({ condition }) => condition === undefined).map(({ part }) => part);
  const [name, ...more] = others;
  if (name === undefined) {
    if (conditions.length === 0) throw new RuleError('appointment.no-condition', {});
    return { conditions };
  }
  if ((await peopleMeant(ctx.store.cadres, name)).length === 0)
    throw new RuleError('appointment.unknown-condition', { typed: name });
  if (more.length > 0) throw new RuleError('appointment.several-people', { names: others.join('、') });
  if (conditions.length === 0) throw new RuleError('appointment.no-condition', {});
  const person = await findPerson(ctx, name);
  await ctx.require('appointment.query', { cadreId: person._id });
  return { conditions, person };
}

function note({ store, update, person, now }: Context, cadreId: string, words: string): Promise<void> {
  return store.looks.note({ _id: update.id, by: person._id, cadreId, words: `选任查询 ${words}`, at: now });
}
