import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import type { BareBot } from './bare-bot.ts';

/** A round of unit reports that was opened now, with empty reports; no messages. */
export async function openRound(
  { store, clock }: Pick<BareBot, 'store' | 'clock'>,
  { days = 5, unitIds = ['u-fin', 'u-agri'] }: { days?: number; unitIds?: readonly string[] } = {},
): Promise<ReportRoundRow> {
  const now = clock.now();
  const todayOn = beijingDateOf(now);
  const closesOn = addDays(todayOn, days);
  const year = todayOn.slice(0, 4);
  const row = await store.reportRounds.create({
    ...{ year, needsYear: year, name: '年度培训需求申报', scope: '政府部门', unitIds, closesOn },
    ...{ closesAt: beijingTime(addDays(closesOn, 1), '00:00'), openedBy: 'org', openedAt: now },
    byUpdate: `test:round:${now.getTime()}`,
  });
  await store.unitReports.add(row._id, unitIds);
  return row;
}
