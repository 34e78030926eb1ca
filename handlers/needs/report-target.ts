import type { Context } from '../../src/bot/context.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { type UnitRow, unitNamed } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { type ReportRoundRow, takesReports } from '../../src/training/needs/report-rounds.ts';
import type { UnitReportRow } from '../../src/training/needs/unit-reports.ts';
import { unknownRound } from './round-access.ts';

/** What somebody reports: for which unit, in which round. */
export interface Target {
  round: ReportRoundRow;
  unit: UnitRow;
  report: UnitReportRow;
}

/**
 * The report of a unit that takes changes, if this person may make them.
 * @throws RuleError `policy…`, `record.unknown`, `need.round-over`, `need.round-cancelled`, `need.not-asked`
 */
export async function openReport(ctx: Context, number: string, unitId: string): Promise<Target> {
  await ctx.require('need.report', { unitId });
  const [round, unit, report] = await Promise.all([
    ctx.store.reportRounds.byId(number),
    ctx.store.units.byId(unitId),
    ctx.store.unitReports.byId(number, unitId),
  ]);
  if (round === null || unit === null) throw unknownRound(number);
  if (report === null) throw new RuleError('need.not-asked', { unit: unit.name, round: number });
  const isDone = report.history.some(({ byUpdate }) => byUpdate === ctx.update.id);
  if (!isDone && round.state === 'cancelled') throw new RuleError('need.round-cancelled', { round: number });
  if (!isDone && !takesReports(round, ctx.now)) throw new RuleError('need.round-over', { round: number });
  return { round, unit, report };
}

/**
 * The report that is meant by what was typed, and what is left of that: in front may stand the number of the round and the name of the unit,
 * where there are several.
 * @throws RuleError those of `openReport`, `need.no-round`, `need.which-round`, `need.which-unit`
 */
export async function reportTarget(ctx: Context, typed: string): Promise<{ target: Target; rest: string }> {
  if (!(await ctx.mayEver('need.report'))) await ctx.requireIn('need.report', {});
  const [line = '', ...others] = typed.trim().split('\n');
  const words = line.trim().split(/\s+/);
  const number = /^Z\d{4}-\d{1,4}$/.test(typedNumber(words[0] ?? '')) ? typedNumber(words.shift() ?? '') : undefined;
  const named = unitNamed(await ctx.store.units.all(), words[0] ?? '');
  if (named !== undefined) words.shift();
  const rest = [words.join(' '), ...others].join('\n').trim();
  const rounds = await meantRounds(ctx, number, named);
  const [round, ...more] = rounds;
  if (round === undefined) throw number === undefined ? new RuleError('need.no-round', {}) : unknownRound(number);
  if (more.length > 0) throw new RuleError('need.which-round', { rounds: rounds.map(({ _id }) => _id).join('、') });
  const units = named === undefined ? await ownUnits(ctx, round) : [named];
  const [unit] = units;
  if (unit === undefined || units.length > 1)
    throw new RuleError('need.which-unit', { units: units.map(({ name }) => name).join('、') });
  return { target: await openReport(ctx, round._id, unit._id), rest };
}

/** Rounds that take reports and ask a unit of this person, or the one that was named. */
async function meantRounds(ctx: Context, number?: string, named?: UnitRow): Promise<ReportRoundRow[]> {
  if (named !== undefined) await ctx.require('need.report', { unitId: named._id });
  const { reportRounds } = ctx.store;
  const numbered = number === undefined ? null : await reportRounds.byId(number);
  const all = number === undefined ? await reportRounds.taking(ctx.now) : numbered === null ? [] : [numbered];
  const mine: ReportRoundRow[] = [];
  for (const round of all.sort((a, b) => (a._id < b._id ? -1 : 1))) {
    const isMeant = named === undefined ? (await ownUnits(ctx, round)).length > 0 : round.unitIds.includes(named._id);
    if (isMeant) mine.push(round);
  }
  return mine;
}

/** The units of a round for which this person may report: those they head or are liaison of, or else all that lie below these. */
export async function ownUnits(ctx: Context, { unitIds }: ReportRoundRow): Promise<UnitRow[]> {
  const { cadreId, standsInFor = [] } = await ctx.actor();
  const offices = [cadreId, ...standsInFor];
  const units = await ctx.store.units.many(unitIds);
  const direct = units.filter(
    ({ headId = '', liaisonId = '' }) => offices.includes(headId) || offices.includes(liaisonId),
  );
  return direct.length > 0 ? direct : ctx.allowedOf('need.report', units, ({ _id }) => ({ unitId: _id }));
}

/** How many people a unit has with all below it: by its size, or by the information base where that knows more. */
export async function peopleInUnits(ctx: Context, unitIds: readonly string[]): Promise<(unitId: string) => number> {
  const tree = new UnitTree(await ctx.store.units.all());
  const below = new Map(unitIds.map((id) => [id, tree.below(id)]));
  const people = await ctx.store.cadres.inUnits([...below.values()].flat().map(({ _id }) => _id));
  return (unitId) => {
    const units = below.get(unitId) ?? [];
    const size = units.reduce((sum, unit) => sum + unit.size, 0);
    return Math.max(size, people.filter((each) => units.some(({ _id }) => _id === each.unitId)).length);
  };
}
