import { optional, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithKept } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { KeptList } from '../../src/chat/long-list.ts';
import { type UnitRow, unitNamed } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { type AppraisalLine, appraisalOf } from '../../src/training/appointments/appraisal.ts';
import { appraisalWords } from '../../src/training/appointments/appraisal-words.ts';
import { sendAppraisal } from '../../src/training/appointments/presses.ts';
import { readYear } from '../needs/year-arg.ts';

/** `/考核参考`: each person's training of a year for the yearly appraisal and honours; of the county, or of a unit for its head. */
export function appraisal(router: Router): void {
  router.command(
    {
      names: ['考核参考', 'appraisal', '评优参考'],
      action: 'appraisal.read',
      right: 'found',
      args: [optional(restArg('about', '年份和单位'))],
      example: '/考核参考 {year}',
      about: '查看某年每人参训、学时、等次和优秀学员情况，供年度考核、评优评先参考；主要负责人查看本单位',
      next: '列出人数，名单发工作台的链接，限本人查看一次。查阅留存记录。',
    },
    show,
  );
  router.sheet(sendAppraisal, async (ctx, { year, unitId }) => {
    const unit = await unitFor(ctx, unitId);
    const { lines, name } = await rolled(ctx, year, unit);
    return sheetOf(ctx, year, name, lines);
  });
}

/** `2026 县财政局`, in either order; without a unit the county, or the unit one heads. */
async function show(ctx: Context, { about = '' }: { about?: string | undefined }): Promise<void> {
  const words = about.split(/\s+/u).filter((word) => word !== '');
  const year = words.map(readYear).find((each) => each !== undefined) ?? beijingDateOf(ctx.now).slice(0, 4);
  const unitWord = words.find((word) => readYear(word) === undefined);
  const unit = unitWord === undefined ? await ownUnit(ctx) : await unitCalled(ctx, unitWord);
  const { lines, name } = await rolled(ctx, year, unit);
  if (lines.length === 0) return ctx.reply(appraisalWords.nobody(name));
  await replyWithKept(ctx, appraisalWords.figures(year, name, lines), await sheetOf(ctx, year, name, lines));
}

async function sheetOf(ctx: Context, year: string, name: string, lines: readonly AppraisalLine[]): Promise<KeptList> {
  const units = new Map((await ctx.store.units.all()).map((each) => [each._id, each.name]));
  return appraisalWords.sheet(year, name, lines, (id) => units.get(id) ?? '');
}

/** The first unit one heads; nothing for those who see the county. */
async function ownUnit(ctx: Context): Promise<UnitRow | undefined> {
  if (await ctx.may('appraisal.read', {})) return undefined;
  const { headsUnitIds } = await ctx.actor();
  const [unit] = await ctx.store.units.many(headsUnitIds.slice(0, 1));
  await ctx.require('appraisal.read', unit === undefined ? {} : { unitId: unit._id });
  return unit;
}

/** @throws RuleError as for a unit that is not there, also where it is not one's own */
async function unitCalled(ctx: Context, word: string): Promise<UnitRow> {
  const { headsUnitIds } = await ctx.actor();
  const isCounty = await ctx.may('appraisal.read', {});
  const known = isCounty ? await ctx.store.units.all() : await ctx.store.units.many(headsUnitIds);
  const unit = unitNamed(known, word);
  if (unit !== undefined) return unit;
  await ctx.requireIn('appraisal.read', {});
  throw new RuleError('unit.unknown', { name: word });
}

async function unitFor(ctx: Context, unitId: string): Promise<UnitRow | undefined> {
  await ctx.require('appraisal.read', unitId === '' ? {} : { unitId });
  if (unitId === '') return undefined;
  const unit = await ctx.store.units.byId(unitId);
  if (unit === null) throw new RuleError('unit.unknown', { name: unitId });
  return unit;
}

/** The roll of a unit with those below it, or of the county; the look is noted first. */
async function rolled({ store, rules, update, person, now }: Context, year: string, unit: UnitRow | undefined) {
  const name = unit?.name ?? appraisalWords.whole;
  const words = `考核参考 ${year} ${name}`;
  await store.looks.note({ _id: update.id, by: person._id, cadreId: '', words, at: now });
  const within = unit === undefined ? undefined : await store.units.withChildren([unit]);
  const people =
    within === undefined ? await store.cadres.all() : await store.cadres.inUnits(within.map(({ _id }) => _id));
  const inOrder = [...people].sort((a, b) => (`${a.unitId} ${a._id}` < `${b.unitId} ${b._id}` ? -1 : 1));
  return { name, lines: await appraisalOf(store, inOrder, year, rules.hours) };
}
