import { formatCreditHours } from '../../calendar/beijing-time.ts';
import type { HourEntryRow } from '../hours/hour-entries.ts';
import { longDays } from './long-days.ts';

/** The ledger of hours as it stands in a register. */
export const registerHours = {
  name: '学时台账',
  head: ['时间', '项目', '主办单位', '形式', '学时'],
  /** As a document has it, the hours in words. */
  written: (entry: HourEntryRow): string[] => [...firstOf(entry), formatCreditHours(entry.minutes)],
  /** As a sheet has it. */
  cells: (entry: HourEntryRow): (string | number)[] => [...firstOf(entry), entry.minutes / 60],
} as const;

function firstOf({ fromOn, toOn, title, organiser, kind }: HourEntryRow): string[] {
  return [longDays(fromOn, toOn), title, organiser, kind === 'group' ? '脱产' : '网络'];
}
