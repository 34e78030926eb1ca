import { cleaned, comparable } from '../../chat/plain-text.ts';
import { firstOf, itemsFrom } from '../../sheets/packed-list.ts';
import type { Sheet, SheetRow } from '../../sheets/sheet.ts';
import { type LaidLesson, type LaidSheet, shownText } from './sheet-layout.ts';

const HEADER_WITHIN_ROWS = 20;
const DAY = /(周|星期|礼拜)[一二三四五六日天]|\d{1,2}[月.\-/]\d{1,2}|^\d{1,2}[日号]|第[\d一二三四五六七八九十]+天/;
const TIME = /上午|下午|晚上|中午|\d{1,2}[:：时点]\d{0,2}/;
const BREAK = /^(午休|休息|(早|午|晚)餐|用餐|放假|自由活动)/;
/** Words that name a place and no person. */
export const PLACE = /教室|会议室|礼堂|报告厅|课堂|多功能厅|基地|纪念馆|展馆|故居|[村镇馆楼室厅场]$/;

/** How many days must stand beside one another, so that they head a week and not a table. */
const LEAST_DAYS = 2;

/**
 * Finds a timetable laid out as a week: a column for each day, a row for each half-day or hour, and a lesson in each cell, with who gives it
 * and where in further lines. A weekday and a date may stand in two rows.
 */
export function laidInWeek(sheet: Sheet): LaidSheet | undefined {
  const rows = firstOf(sheet.rows, HEADER_WITHIN_ROWS + 1);
  const first = rows.slice(0, HEADER_WITHIN_ROWS).findIndex((row) => dayColumns(row).length >= LEAST_DAYS);
  const header = rows[first];
  if (header === undefined) return undefined;
  const more = rows[first + 1];
  const isTwoRows = more !== undefined && dayColumns(more).length >= LEAST_DAYS;
  const days = new Map(dayColumns(header).map((at) => [at, [shownText(header.cells.get(at))]]));
  if (isTwoRows)
    for (const at of dayColumns(more)) days.set(at, [...(days.get(at) ?? []), shownText(more.cells.get(at))]);
  const body = [...itemsFrom(sheet.rows, first + (isTwoRows ? 2 : 1))];
  const lessons = body.flatMap((row) => lessonsOf(row, days));
  if (!body.some((row) => momentOf(row, days).length > 0)) return undefined;
  return { headerRow: header.rowNumber, columns: [], lessons, leftOut: [], problems: [] };
}

function dayColumns({ cells }: SheetRow): number[] {
  const found = [...cells].filter(([, cell]) => cell.kind !== 'merged' && DAY.test(comparable(shownText(cell))));
  return found.map(([at]) => at);
}

/** What the row's cells outside the days say of when. */
function momentOf(row: SheetRow, days: ReadonlyMap<number, readonly string[]>): string[] {
  const first = Math.min(...days.keys());
  const beside = [...row.cells].filter(([at]) => at < first).map(([, cell]) => shownText(cell));
  return beside.filter((text) => TIME.test(text));
}

function lessonsOf(row: SheetRow, days: ReadonlyMap<number, readonly string[]>): LaidLesson[] {
  const when = momentOf(row, days);
  if (when.length === 0) return [];
  return [...days].flatMap(([at, day]): LaidLesson[] => {
    const lines = cleaned(row.cells.get(at)?.text ?? '')
      .split('\n')
      .map((line) => cleaned(line))
      .filter((line) => line !== '');
    const [title] = lines;
    if (title === undefined || BREAK.test(title)) return [];
    return [{ rowNumber: row.rowNumber, typeHeader: '', texts: { moment: [...day, ...when], ...lessonIn(lines) } }];
  });
}

/** A lesson's cell: its title first, then who gives it and where; a line with a name in front says which it is. */
function lessonIn([title = '', ...lines]: readonly string[]): LaidLesson['texts'] {
  const texts: { title: string[]; lecturer?: string[]; place?: string[]; method?: string[] } = { title: [title] };
  for (const line of lines) {
    const [, name, value = ''] = /^(.{2,6}?)[:：](.+)$/.exec(line) ?? [];
    if (name !== undefined && /地点|教室|场地/.test(name)) texts.place = [value];
    else if (name !== undefined && /讲|授课|教师|老师|主持/.test(name)) texts.lecturer = [value];
    else if (name !== undefined && /方式|形式/.test(name)) texts.method = [value];
    else if (PLACE.test(line) && texts.place === undefined) texts.place = [line];
    else if (texts.lecturer === undefined) texts.lecturer = [line];
    else texts.title = [...texts.title, line];
  }
  return texts;
}
