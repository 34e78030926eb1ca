import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import type { ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import { reportCardId } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';

/** A round by its number; if that is missing, the answer lists recent ones. For commands of the county alone. */
export const roundArg: Argument<'round', ReportRoundRow> = {
  key: 'round',
  usage: '<编号>',
  missing: async ({ store, now }) => roundWords.recent(await store.reportRounds.recent(5), now),
  take(words) {
    const typed = words.next();
    return typed === undefined ? undefined : (ctx) => roundNumbered(ctx, typedNumber(typed));
  },
};

/** @throws RuleError `record.unknown` */
export async function roundNumbered(ctx: Context, number: string): Promise<ReportRoundRow> {
  const row = await ctx.store.reportRounds.byId(number);
  if (row === null) throw unknownRound(number);
  return row;
}

export function unknownRound(number: string): RuleError {
  return new RuleError('record.unknown', { what: '需求征集', number });
}

/** The names of the units of some rounds. */
export async function unitNamesOf(
  ctx: Context,
  rounds: readonly ReportRoundRow[],
): Promise<ReadonlyMap<string, string>> {
  const units = await ctx.store.units.many([...new Set(rounds.flatMap(({ unitIds }) => unitIds))]);
  return new Map(units.map(({ _id, name }) => [_id, name]));
}

/** Everybody on whose screen the card of a unit's report may be. */
export async function reportScreens(ctx: Context, unit: UnitRow): Promise<string[]> {
  const people = new Set([unit.liaisonId, unit.headId].filter((id) => id !== undefined));
  return (await Promise.all([...people].map((id) => screensOfOffice(ctx, id)))).flat();
}

/** Closes a card to a unit on every screen it may be on. */
export async function settleReportCopies(ctx: Context, unit: UnitRow, cardId: string, settled: string): Promise<void> {
  for (const cadreId of await reportScreens(ctx, unit)) await settleCopies(ctx, cadreId, cardId, settled);
}

/** Who is asked for the reports of these units, each with the card it is about. */
export function reporters(
  round: ReportRoundRow,
  units: readonly UnitRow[],
): { cadreId: string; unit: UnitRow; cardId: string }[] {
  return units.flatMap((unit) => {
    const cadreId = reporterOf(unit);
    return cadreId === undefined ? [] : [{ cadreId, unit, cardId: reportCardId(`${round._id}:${unit._id}`) }];
  });
}
