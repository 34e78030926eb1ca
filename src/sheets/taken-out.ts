import { beijingDateOf, beijingTime, formatClock, formatDate } from '../calendar/beijing-time.ts';
import type { Sheet } from './sheet.ts';

/** Written into the title of a list that is changed and sent back: when it was handed out. */
export function takenOut(at: Date): string {
  return `（取出时间：${formatDate(beijingDateOf(at))} ${formatClock(at)}）`;
}

const mark = /取出时间：(\d{4})年(\d{1,2})月(\d{1,2})日 (\d{2}:\d{2})/;

/** When a sheet that was sent back had been handed out, to the minute; absent where its first row does not say. */
export function takenOutAt({ rows }: Sheet): Date | undefined {
  const title = [...(rows.at(0)?.cells.values() ?? [])].map(({ text }) => text).join('');
  const [, year, month = '', day = '', clock] = mark.exec(title) ?? [];
  if (year === undefined || clock === undefined) return undefined;
  return beijingTime(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, clock);
}
