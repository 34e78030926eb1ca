import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { type UnitRow, unitNamed } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import { hoursCoverage } from '../../src/training/hours/coverage.ts';
import { dutiesIn } from '../../src/training/hours/duties.ts';
import { ledgerOf, ledgerSince, openingOf } from '../../src/training/hours/ledger.ts';
import { sendCountyHours, sendUnitHours } from '../../src/training/hours/presses.ts';
import { hoursWords, type PersonHours } from '../../src/training/hours/words.ts';

/** Hours of training: one's own, a unit's, one person's, the county's. */
export function hours(router: Router): void {
  router.command(
    {
      names: ['学时', 'hours', '学时情况'],
      action: 'hours.read',
      right: 'found',
      args: [optional(wordArg('whose', '单位或姓名'))],
      example: '/学时',
      about: '查看本人学时；单位主要负责人、联络员查看本单位，县委组织部查看全县或某人',
      next: '列出已完成和尚缺的学时，不作改动。',
    },
    show,
  );
  router.word(['我的学时', '学时', '查学时'], own);
  router.word(['学时明细', '我的学时明细'], (ctx) => ofPerson(ctx, ctx.person));
  router.sheet(sendUnitHours, async (ctx, { unitId }) => {
    await ctx.require('hours.read', { unitId });
    const unit = await ctx.store.units.byId(unitId);
    if (unit === null) throw new RuleError('unit.unknown', { name: unitId });
    const people = await peopleOf(ctx, unit);
    return hoursWords.unitSheet(unit.name, yearOf(ctx), people, beijingDateOf(ctx.now));
  });
  router.sheet(sendCountyHours, async (ctx) => {
    await ctx.require('hours.read-county', {});
    const { units } = await coverage(ctx);
    return hoursWords.countySheet(yearOf(ctx), units, beijingDateOf(ctx.now));
  });
}

const yearOf = ({ now }: Context) => beijingDateOf(now).slice(0, 4);

async function show(ctx: Context, { whose }: { whose: string | undefined }): Promise<void> {
  const isCounty = await ctx.may('hours.read-county', {});
  if (whose === undefined) return isCounty ? ofCounty(ctx) : own(ctx);
  const units = await ownUnits(ctx);
  const [top] = units;
  if (typedWord(whose) === '单位' && top !== undefined) return ofUnit(ctx, top);
  const unit = unitNamed(isCounty ? await ctx.store.units.all() : units, whose);
  if (unit !== undefined) return ofUnit(ctx, unit);
  await ofPerson(ctx, isCounty ? await findPerson(ctx, whose) : await colleague(ctx, units, whose));
}

/** The units of which the person is head or liaison, also for somebody else, with all below them. */
async function ownUnits(ctx: Context): Promise<UnitRow[]> {
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const ids = [...new Set([...headsUnitIds, ...liaisesUnitIds])];
  const units = await ctx.store.units.many(ids);
  return units.sort((a, b) => ids.indexOf(a._id) - ids.indexOf(b._id));
}

/** Somebody of these units, or the person themselves. @throws RuleError `policy.not-yours` for everybody else, whether they are there or not */
async function colleague(ctx: Context, units: readonly UnitRow[], typed: string): Promise<CadreRow> {
  const people = [ctx.person, ...(await ctx.store.cadres.inUnits(units.map(({ _id }) => _id)))];
  const [meant] = namedAs(
    people.map((each) => ({ ...each, cadreId: each._id })),
    typed,
  );
  if (meant === undefined) await ctx.requireIn('hours.read', {});
  return people.find(({ _id }) => _id === meant?._id) ?? ctx.person;
}

async function ofCounty(ctx: Context): Promise<void> {
  const { levels, units } = await coverage(ctx);
  await ctx.reply(hoursWords.county(yearOf(ctx), levels, units, sendCountyHours.with({})));
}

async function own(ctx: Context): Promise<void> {
  const year = yearOf(ctx);
  const { facts, entries } = await ledgerOf(ctx.store, ctx.person, year, ctx.rules.hours);
  const duties = dutiesIn(year, ctx.person, facts, ctx.rules.hours);
  await ctx.reply(hoursWords.own(year, duties, entries, ctx.person.training.earnedMinutes));
}

async function ofPerson(ctx: Context, person: CadreRow): Promise<void> {
  await ctx.require('hours.read', { cadreId: person._id, unitId: person.unitId });
  const year = yearOf(ctx);
  const { facts, entries } = await ledgerOf(ctx.store, person, year, ctx.rules.hours);
  const duties = dutiesIn(year, person, facts, ctx.rules.hours);
  await ctx.reply(hoursWords.ofPerson(person.name, year, duties, entries, person.training.earnedMinutes));
}

async function ofUnit(ctx: Context, unit: UnitRow): Promise<void> {
  await ctx.require('hours.read', { unitId: unit._id });
  await ctx.reply(hoursWords.unit(unit._id, unit.name, yearOf(ctx), await peopleOf(ctx, unit)));
}

/** Everybody of a unit and of those below it, whoever is short of most first. */
async function peopleOf(ctx: Context, unit: UnitRow): Promise<PersonHours[]> {
  const { cadres, units, hourEntries } = ctx.store;
  const year = yearOf(ctx);
  const within = await units.withChildren([unit]);
  const people = await cadres.inUnits(within.map(({ _id }) => _id));
  const since = ledgerSince(year, ctx.rules.hours);
  const entriesOf = byCadre(
    await hourEntries.ofMany(
      people.map(({ _id }) => _id),
      since,
    ),
  );
  const shortMinutes = ({ duties }: PersonHours) => duties.reduce((sum, duty) => sum + duty.shortMinutes, 0);
  return people
    .map((person) => ({
      cadreId: person._id,
      name: person.name,
      unit: within.find(({ _id }) => _id === person.unitId)?.name ?? '',
      duties: dutiesIn(year, person, [...openingOf(person), ...entriesOf(person._id)], ctx.rules.hours),
    }))
    .sort((a, b) => shortMinutes(b) - shortMinutes(a));
}

function coverage(ctx: Context) {
  return hoursCoverage(ctx.store, yearOf(ctx), ctx.rules.hours);
}
