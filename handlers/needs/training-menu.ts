import { optional, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { comparable, typedWord } from '../../src/chat/plain-text.ts';
import { menuWords, type ServedEntry } from '../../src/training/needs/menu-words.ts';
import { needsYear } from '../../src/training/needs/needs-year.ts';
import { sendMenu } from '../../src/training/needs/presses.ts';
import { menuTopics, topicMeant } from '../../src/training/needs/topics.ts';
import { readYear } from './year-arg.ts';
import { menuFor } from './year-menu.ts';

/** `/培训菜单`: the needs of a year merged into topics, and for each topic where it came from and what serves it. */
export function trainingMenu(router: Router): void {
  router.command(
    {
      names: ['培训菜单', 'menu', '菜单'],
      action: 'need.menu',
      right: 'county',
      args: [optional(restArg('about', '年份或主题'))],
      example: '/培训菜单 {year}',
      about: '查看由组织、岗位、个人需求汇总的培训菜单；写明主题的，查看来源和承接的计划、班次',
      next: '先列汇总和尚无计划的主题；可发送表格。',
    },
    async (ctx, { about }) => {
      const year = about === undefined ? undefined : readYear(typedWord(about));
      const present = needsYear(beijingDateOf(ctx.now), ctx.rules.needs);
      if (about === undefined || year !== undefined) return overview(ctx, year ?? present);
      await showTopic(ctx, present, about);
    },
  );
  router.sheet(sendMenu, async (ctx, { year }) => {
    await ctx.requireIn('need.menu', {});
    const { all, facts } = await menuFor(ctx, year);
    return menuWords.sheet(all, facts);
  });
}

async function overview(ctx: Context, year: string): Promise<void> {
  const { menu, all, facts } = await menuFor(ctx, year);
  if (all.length === 0) return ctx.reply(menuWords.none(year, facts.unread));
  await ctx.reply(menuWords.overview(ctx.update.id, menu, all, facts, sendMenu.with({ year })));
}

/** A topic in the menu of this year, or else of the next, for which needs may be gathered already. */
async function showTopic(ctx: Context, year: string, typed: string): Promise<void> {
  const topic = topicMeant(menuTopics(ctx.rules), typed);
  const [now, next] = await Promise.all([menuWith(ctx, year, topic), menuWith(ctx, String(Number(year) + 1), topic)]);
  const { found, gathered, facts } = now.found === undefined ? next : now;
  if (found === undefined) return ctx.reply(menuWords.unknown(year, topic));
  const surveys = gathered.personal.map(({ id }) => id);
  const units = await unitsBehind(ctx, found);
  await ctx.reply(
    menuWords.topic(ctx.update.id, found, {
      ...facts,
      surveys,
      weak: gathered.weak,
      ...(units === undefined ? {} : { units }),
    }),
  );
}

async function menuWith(ctx: Context, year: string, topic: string) {
  const { all, gathered, facts } = await menuFor(ctx, year);
  return { found: all.find(({ entry }) => comparable(entry.topic) === comparable(topic)), gathered, facts };
}

/** Which units named a topic is told to those who read every unit's report. */
async function unitsBehind(ctx: Context, { entry }: ServedEntry): Promise<string[] | undefined> {
  if (!(await ctx.may('need.read', {}))) return undefined;
  return (await ctx.store.units.many(entry.unitIds)).map(({ name }) => name);
}
