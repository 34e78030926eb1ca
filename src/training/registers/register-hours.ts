import { formatCreditHours } from '../../calendar/beijing-time.ts';
import type { HourEntryRow } from '../hours/hour-entries.ts';
import { longDays } from './long-days.ts';
import type { Register } from './register.ts';

/** The ledger of hours as it stands in a register. */
export const registerHours = {
  name: '学时台账',
  head: ['时间', '项目', '主办单位', '形式', '学时'],
  /** `近五年（2022—2026年）登记学时：脱产 250学时，网络 120学时。` */
  fiveYearLine: ({ fromYear, groupMinutes, onlineMinutes }: Register['fiveYears'], dateOn: string): string =>
    `近五年（${fromYear}—${dateOn.slice(0, 4)}年）登记学时：脱产${formatCreditHours(groupMinutes)}，网络${formatCreditHours(onlineMinutes)}。`,
  /** As a document has it, the hours in words. */
  written: (entry: HourEntryRow): string[] => [...firstOf(entry), formatCreditHours(entry.minutes)],
  /** As a sheet has it. */
  cells: (entry: HourEntryRow): (string | number)[] => [...firstOf(entry), entry.minutes / 60],
} as const;

function firstOf({ fromOn, toOn, title, organiser, kind }: HourEntryRow): string[] {
  return [longDays(fromOn, toOn), title, organiser, kind === 'group' ? '脱产' : '网络'];
}
