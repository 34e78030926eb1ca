import { dateArg, numberArg, optional, together, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { comparable } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { FieldSiteRow } from '../../src/training/field-sites/field-sites.ts';
import { dropRoute, keepRoute } from '../../src/training/field-sites/presses.ts';
import { planRoute } from '../../src/training/field-sites/route-plan.ts';
import { routeWords } from '../../src/training/field-sites/route-words.ts';

type Wanted = Facts<typeof keepRoute>;

/** `/研学线路`: the routes; or an order for some sites, with why it was chosen, kept by the button. `/停用线路` takes one out of use. */
export function studyRoute(router: Router): void {
  router.command(
    {
      names: ['研学线路', 'study-route', '线路'],
      action: 'faculty.change',
      right: 'county',
      args: [
        together(
          'wanted',
          '[<名称> <教学点、教学点…> <日期> [人数]]',
          [
            wordArg('name', '名称', { most: 20 }),
            wordArg('sites', '教学点'),
            dateArg('dateOn', '日期'),
            optional(numberArg('people', '人数', 4)),
          ],
          '请写明线路名称、教学点和日期。',
        ),
      ],
      example: '/研学线路 红色先锋 红色教育现场教学点、基层治理现场教学点 下周三 40',
      about: '查看研学线路，或按开放时间、接待人数和路程安排几个教学点的顺序',
      next: '给出顺序、时间和理由，确认后保存为线路。',
    },
    async (ctx, { wanted }) =>
      wanted === undefined ? list(ctx) : plan(ctx, { ...wanted, people: wanted.people ?? 1 }),
  );
  router.preview(
    { confirm: keepRoute, drop: dropRoute, shown: nothingKept, dropped: routeWords.dropped },
    (ctx, _, facts) => keep(ctx, facts),
  );
  router.command(
    {
      names: ['停用线路', 'pause-route'],
      action: 'faculty.change',
      right: 'county',
      args: [wordArg('name', '名称')],
      missing: '请写明线路名称。',
      example: '/停用线路 红色先锋',
      about: '停用一条研学线路',
      next: '立即停用；重新安排同名线路即恢复。',
    },
    async (ctx, { name }) => {
      const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, what: routeWords.pausedAs };
      if (!(await ctx.store.fieldSites.pauseRoute(name, entry))) throw new RuleError('study-route.unknown', { name });
      await ctx.reply(routeWords.paused(name));
    },
  );
}

async function list(ctx: Context): Promise<void> {
  const sites = await ctx.store.fieldSites.all();
  const names = new Map(sites.map(({ _id, name }) => [_id, name]));
  await ctx.reply(routeWords.list(await ctx.store.fieldSites.routes(), (id) => names.get(id) ?? ''));
}

async function plan(ctx: Context, wanted: Wanted): Promise<void> {
  const found = planRoute(await sitesNamed(ctx, wanted.sites), wanted, ctx.rules.fieldSites);
  if (found.stops.length === 0) return ctx.reply(routeWords.impossible(wanted.name, found));
  const buttons = { confirm: keepRoute.with(wanted), drop: dropRoute.with(wanted) };
  await ctx.reply(routeWords.plan(ctx.update.id, wanted, found, buttons));
}

async function keep(ctx: Context, wanted: Wanted): Promise<void> {
  await ctx.requireIn('faculty.change', {});
  const { stops, reasons } = planRoute(await sitesNamed(ctx, wanted.sites), wanted, ctx.rules.fieldSites);
  if (stops.length === 0) throw new RuleError('study-route.changed', {});
  const colours = new Set(stops.map(({ site }) => site.colour));
  const [colour = ''] = colours.size === 1 ? colours : [];
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, what: routeWords.keptAs };
  const siteIds = stops.map(({ site }) => site._id);
  await ctx.store.fieldSites.keepRoute({ name: wanted.name, colour, siteIds, reasons }, entry);
  await ctx.settle(routeWords.kept(wanted.name));
}

/** @throws RuleError `field-site.unknown` */
async function sitesNamed(ctx: Context, typed: string): Promise<FieldSiteRow[]> {
  const sites = await ctx.store.fieldSites.all();
  const names = typed.split(/[、,，;；]/).filter((name) => name !== '');
  const found = names.map((name) => {
    const said = comparable(name);
    const exact = sites.find((site) => comparable(site.name) === said);
    const near = sites.filter((site) => comparable(site.name).includes(said));
    const site = exact ?? (near.length === 1 ? near[0] : undefined);
    if (site === undefined) throw new RuleError('field-site.unknown', { name });
    return site;
  });
  return [...new Set(found)];
}
