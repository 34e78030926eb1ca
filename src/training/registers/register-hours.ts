import { formatCreditHours } from '../../calendar/beijing-time.ts';
import type { HourEntryRow } from '../hours/hour-entries.ts';
import { longDays } from './long-days.ts';

/** The ledger of hours as it stands in a register. */
export const registerHours = {
  name: '学时台账',
  head: ['时间', '项目', '主办单位', '形式', '学时'],
  cells: ({ fromOn, toOn, title, organiser, kind, minutes }: HourEntryRow): string[] => [
    ...[longDays(fromOn, toOn), title, organiser],
    ...[kind === 'group' ? '脱产' : '网络', formatCreditHours(minutes)],
  ],
} as const;
