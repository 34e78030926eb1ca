import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import type { ResearchNoteRow } from '../../src/training/needs/research-notes.ts';
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

/** A note of research with these topics, confirmed unless said otherwise. */
export async function researchNote(
  { store, clock }: Pick<BareBot, 'store' | 'clock'>,
  facts: Partial<Pick<ResearchNoteRow, 'topics' | 'state' | 'kind' | 'people' | 'madeBy'>> = {},
): Promise<ResearchNoteRow> {
  const now = clock.now();
  const year = beijingDateOf(now).slice(0, 4);
  const { length } = await store.researchNotes.forYear(year);
  return store.researchNotes.create({
    ...{ year, needsYear: year, kind: 'fieldResearch', words: '走访了解到矛盾纠纷增多', topics: ['基层治理'] },
    ...{ state: 'confirmed', madeBy: 'org', madeAt: now, byUpdate: `test:note:${length}`, ...facts },
  });
}
