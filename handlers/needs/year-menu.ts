import type { Context } from '../../src/bot/context.ts';
import type { PlannedClass } from '../../src/training/annual-plan/plan-item.ts';
import { gatheredNeeds } from '../../src/training/needs/gathered-needs.ts';
import { trainingMenu } from '../../src/training/needs/menu.ts';
import { servingOf } from '../../src/training/needs/menu-serving.ts';
import { servedMenu } from '../../src/training/needs/served-menu.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';

/** The menu of a year with what serves each topic. */
export async function menuFor(ctx: Context, year: string) {
  const { rules, store } = ctx;
  const { menu, gathered, all } = await servedMenu(store, year, rules, ctx.now);
  // What is to be read first, for whoever may read it.
  const unread = (await ctx.may('survey.results', {})) ? gathered.unread : [];
  return { menu, gathered, all, facts: { year, rules: rules.needs, unread } };
}

/** The topics of its year's menu that an item of the plan serves; `undefined` where the year has no menu. */
export async function servedTopics(
  ctx: Context,
  {
    year,
    theme,
    topicTags,
    need,
    needTopics,
  }: Pick<PlannedClass, 'year' | 'theme' | 'topicTags' | 'need' | 'needTopics'>,
): Promise<string[] | undefined> {
  const { entries } = trainingMenu(await gatheredNeeds(ctx.store, year, ctx.rules, ctx.now), ctx.rules.needs);
  if (entries.length === 0) return undefined;
  const served = needTopics === undefined ? {} : { needTopics };
  const item = { _id: '', state: 'filed' as const, theme, topicTags, need, ...served };
  const known = menuTopics(ctx.rules);
  const isServed = (topic: string) => servingOf(topic, { items: [item], classes: [] }, known).items.length > 0;
  return entries.map(({ topic }) => topic).filter(isServed);
}
