import { formatCreditHours } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Card, type Message, type Press, text } from '../../chat/message.ts';
import type { Coverage } from './coverage.ts';
import { type Duty, dutyName, dutyNeed } from './duties.ts';
import { entryLines } from './entry-lines.ts';
import type { HourEntryRow } from './hour-entries.ts';
import { sendUnitHours } from './presses.ts';

/** One person with the thresholds that hold for them. */
export interface PersonHours {
  cadreId: string;
  name: string;
  unit: string;
  duties: readonly Duty[];
}

export const hoursWords = {
  /** Reasons of entries after a corrected result. */
  notCompleted: '成绩更正，不予结业',
  completedAfterAll: '成绩更正，予以结业',
  school: '县委党校',
  department: '县委组织部',
  /** @param year - whose hours; @param opening - what the base knew before there was a ledger, in minutes */
  own: (year: string, duties: readonly Duty[], entries: readonly HourEntryRow[], opening: number): Card =>
    cardOf({
      id: `hours:${year}`,
      title: `我的学时（${year}年）`,
      lines: [...duties.map(dutyLine), ...entryLines(entries, opening, 'brief')],
      ...{ fields: [], numbers: 'none' as const },
    }),
  ofPerson: (who: string, year: string, duties: readonly Duty[], entries: readonly HourEntryRow[], opening: number) =>
    [`${who}${year}年学时：`, ...duties.map(dutyLine), ...entryLines(entries, opening, 'all')].join('\n'),
  unit: (unitId: string, unit: string, year: string, people: readonly PersonHours[]): Message => {
    const short = people.filter(isShort);
    const head = `${unit}${year}年学时：共 ${people.length} 人，已达标 ${people.length - short.length} 人，未达标 ${short.length} 人。`;
    if (isLong(short))
      return listCard({ id: `hours-unit:${unitId}`, title: '学时情况', lines: [head] }, sendUnitHours.with({ unitId }));
    return text(head, ...short.map((each) => `${each.name}：${shortOf(each)}`));
  },
  unitSheet: (unit: string, year: string, people: readonly PersonHours[], dateOn: string): ListSheet => ({
    fileName: `${unit}学时${dateOn}.xlsx`,
    title: `${unit}　${year}年学时情况`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '是否达标', width: 10 },
      { header: '脱产学时', width: 12 },
      { header: '脱产天数', width: 12 },
      { header: '网络学时', width: 12 },
      { header: '尚缺', width: 40 },
    ],
    rows: people.map((each) => [each.name, each.unit, isShort(each) ? '否' : '是', ...figures(each), shortOf(each)]),
    people: people.map(({ cadreId }) => cadreId),
  }),
  county: (
    year: string,
    levels: readonly Pick<Coverage, 'label' | 'people' | 'met'>[],
    units: readonly Pick<Coverage, 'label' | 'people' | 'met'>[],
    sheet: Press,
  ): Card => {
    const people = levels.reduce((sum, level) => sum + level.people, 0);
    const met = levels.reduce((sum, level) => sum + level.met, 0);
    return listCard(
      {
        id: `hours-county:${year}`,
        title: `学时覆盖（${year}年）`,
        lines: [
          `全县 ${people} 人，已达标 ${met} 人（${share(met, people)}）。`,
          ...levels.map(
            (level) => `${level.label} ${level.people} 人，达标 ${level.met} 人（${share(level.met, level.people)}）`,
          ),
          `达标率最低的单位：${units
            .slice(0, 5)
            .map((unit) => `${unit.label}${share(unit.met, unit.people)}`)
            .join('、')}`,
        ],
      },
      sheet,
    );
  },
  countySheet: (
    year: string,
    units: readonly Pick<Coverage, 'label' | 'people' | 'met' | 'unitId'>[],
    dateOn: string,
  ): ListSheet => ({
    fileName: `学时覆盖${dateOn}.xlsx`,
    title: `${year}年学时覆盖情况（上级单位含下属单位）`,
    columns: [
      { header: '单位', width: 30 },
      { header: '人数', width: 10 },
      { header: '达标人数', width: 10 },
      { header: '达标率', width: 10 },
    ],
    rows: units.map((unit) => [unit.label, unit.people, unit.met, share(unit.met, unit.people)]),
    opens: units.map(({ unitId }) => unitId),
  }),
} as const;

/** One threshold: what is done and what is missing, by what. */
export function dutyLine(duty: Duty): string {
  const { done, instead } = duty;
  const days = instead === undefined ? '' : `、${instead.done}${instead.unit}`;
  const left =
    instead === undefined
      ? `尚缺${formatCreditHours(duty.shortMinutes)}`
      : `尚缺${formatCreditHours(duty.shortMinutes)}，或${instead.need - instead.done}${instead.unit}`;
  return `${dutyName(duty)}：已完成${formatCreditHours(done.minutes)}${days}，应完成${dutyNeed(duty)}，${duty.isMet ? '已达标' : left}。`;
}

function isShort({ duties }: PersonHours): boolean {
  return duties.some(({ isMet }) => !isMet);
}

function shortOf({ duties }: PersonHours): string {
  return duties
    .filter(({ isMet }) => !isMet)
    .map((duty) => `${dutyName(duty)}缺${formatCreditHours(duty.shortMinutes)}`)
    .join('，');
}

function figures({ duties }: PersonHours): number[] {
  const group = duties.find(({ kind }) => kind !== 'online')?.done;
  const online = duties.find(({ kind }) => kind === 'online')?.done;
  return [(group?.minutes ?? 0) / 60, (group?.halfDays ?? 0) / 2, (online?.minutes ?? 0) / 60];
}

function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part * 100) / whole)}%`;
}
