import { wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { needsYearNamed } from '../../src/training/needs/needs-year.ts';
import { dropRound, openRound } from '../../src/training/needs/presses.ts';
import type { ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import { reportCardKey } from '../../src/training/needs/unit-reports.ts';
import { canReport, unitsInScope } from '../../src/training/needs/unit-scope.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { reporters } from './round-access.ts';
import { openingRound } from './round-undo.ts';

/** `/征集需求`: the organisation department asks units what training they need, shown first. */
export function reportRound(router: Router): void {
  router.command(
    {
      names: ['征集需求', 'open-reports'],
      action: 'need.open',
      right: 'county',
      args: [wordArg('name', '名称', { most: 30 }), wordArg('scope', '范围', { most: 200 }), deadlineArg],
      missing: '请写明名称、范围和截止日期。',
      example: '/征集需求 年度培训需求申报 全县 7天',
      about: '请各单位申报培训需求：写名称、范围和截止日期',
      next: '先预览，确认后发给各单位联络员，到期前催报，截止后告知结果。',
    },
    preview,
  );
  router.preview(
    { confirm: openRound, drop: dropRound, shown: nothingKept, dropped: roundWords.dropped },
    (ctx, _, facts) => open(ctx, facts),
  );
}

type Wanted = Facts<typeof openRound>;

/** The units that are asked, and how many cannot answer. @throws RuleError `need.scope-unknown`, `need.round-empty` */
async function askedUnits(ctx: Context, typed: string): Promise<{ scope: string; asked: UnitRow[]; left: number }> {
  const found = unitsInScope(await ctx.store.units.all(), typed);
  if (found === undefined) throw new RuleError('need.scope-unknown', { scope: typed });
  const asked = found.units.filter(canReport);
  if (asked.length === 0) throw new RuleError('need.round-empty', { scope: found.scope });
  return { scope: found.scope, asked, left: found.units.length - asked.length };
}

async function preview(ctx: Context, { name, scope: typed, closesOn }: Wanted): Promise<void> {
  const { scope, asked, left } = await askedUnits(ctx, typed);
  const facts = { name, scope, closesOn };
  const people = new Set(asked.map(({ liaisonId, headId }) => liaisonId ?? headId)).size;
  const round = { ...facts, needsYear: needsYearNamed(name, beijingDateOf(ctx.now), ctx.rules.needs) };
  const buttons = { confirm: openRound.with(facts), drop: dropRound.with(facts) };
  await ctx.reply(roundWords.preview(ctx.update.id, round, { units: asked.length, people, left }, buttons));
}

async function open(ctx: Context, { name, scope: typed, closesOn }: Wanted): Promise<void> {
  await ctx.requireIn('need.open', {});
  const closesAt = endOf(closesOn);
  if (ctx.now >= closesAt) throw new RuleError('survey.deadline-past', { closesOn });
  const { scope, asked } = await askedUnits(ctx, typed);
  const todayOn = beijingDateOf(ctx.now);
  const round = await ctx.store.reportRounds.create({
    ...{
      year: todayOn.slice(0, 4),
      needsYear: needsYearNamed(name, todayOn, ctx.rules.needs),
      name,
      scope,
      closesOn,
      closesAt,
    },
    ...{ unitIds: asked.map(({ _id }) => _id), openedBy: ctx.person._id, openedAt: ctx.now, byUpdate: ctx.update.id },
  });
  await ctx.store.unitReports.add(round._id, round.unitIds);
  await askUnits(ctx, round, await ctx.store.units.many(round.unitIds));
  await ctx.settle(roundWords.openedSettled);
  await replyWithUndo(ctx, roundWords.opened(round, round.unitIds.length), openingRound, { round: round._id });
}

/** Sends these units the card that asks for their report; for each last day of the round once. */
export async function askUnits(ctx: Context, round: ReportRoundRow, units: readonly UnitRow[]): Promise<void> {
  await ctx.sendAll(
    reporters(round, units).map(({ cadreId, unit }) => ({
      cadreId,
      message: reportWords.card(round, unit._id, unit.name),
      key: reportCardKey(`${round._id}:${unit._id}`, String(round.history.length), cadreId),
      expiresAt: round.closesAt,
    })),
  );
}
