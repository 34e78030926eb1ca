import { isDate } from '../calendar/beijing-time.ts';
import { comparable, plainWord, visible } from '../chat/plain-text.ts';
import { typedText } from './cells.ts';
import type { CellValue } from './sheet.ts';
import type { Reading } from './table.ts';

/** A month of birth, `YYYY-MM`; a full date gives its month, and an age beside it, as official forms print it, counts for nothing. */
export function readBirthMonth(cell: CellValue): Reading<string> {
  const reading = readKnownDate(cell.kind === 'text' ? { kind: 'text', text: withoutAge(cell.text) } : cell);
  return 'value' in reading ? { value: reading.value.slice(0, 7) } : reading;
}

/** A full date, `YYYY-MM-DD`. */
export function readDay(cell: CellValue): Reading<string> {
  const reading = readKnownDate(cell);
  if ('value' in reading && reading.value.length === 7) return { message: '日期应写到日，如 2026-03-02' };
  return reading;
}

/**
 * A date known to the day or the month: a date cell, or text such as `1975.06`, `1975-6-15`, `1975年6月`, `一九七五年六月`, `197506`,
 * `19750615`, `19750600`, `1975-06-15 00:00:00`. What can be read in two ways is refused, never guessed.
 */
export function readKnownDate(cell: CellValue): Reading<string> {
  if (cell.kind === 'date') {
    if (cell.shows === 'time' || (cell.shows === 'dayTime' && cell.time !== '00:00')) {
      return { message: '单元格带有时间，这里应填日期' };
    }
    if (cell.shows === 'partial') return { message: '单元格没有显示完整的年月，请改用带年月的日期格式' };
    if (cell.day < FIRST_LIKELY) {
      return { message: '像是把年份或数字填进了日期格式的单元格，请写成 1975-06 的形式' };
    }
    return { value: cell.shows === 'month' ? cell.day.slice(0, 7) : cell.day };
  }
  const typed = typedText(cell);
  return 'message' in typed ? typed : parseDate(typed.value);
}

/** `HH:MM` of a time cell, or of text such as `8:30`, `08：30`, `8时30分`. */
export function readClock(cell: CellValue): Reading<string> {
  if (cell.kind === 'date' && cell.shows === 'time') return { value: cell.time };
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const text = plainWord(typed.value);
  const [, hour, minute] = /^(\d{1,2})(?::|时)(\d{2})分?(?::00)?$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) {
    return { message: '时间应写成 08:30 的形式' };
  }
  return { value: `${hour.padStart(2, '0')}:${minute}` };
}

function parseDate(typed: string): Reading<string> {
  const text = comparable(inDigits(withoutMidnight(typed))).replaceAll(/[·,、。．]/g, '.');
  if (/^\d{5}(\.\d+)?$/.test(text))
    return { message: '像是 Excel 的日期序号，请把单元格格式设为“日期”，或写成 1975-06 的形式' };
  if (/^\d{4}年?$/.test(text)) return { message: '缺少月份，应写成 1975-06 的形式' };
  if (/^\d{4}\.1$/.test(text))
    return { message: '可能是1月，也可能是10月（末位的 0 会丢失），请写成 1975-01 或 1975-10 的形式' };
  if (/^\d{2}[-./年]\d{1,2}([-./月].*)?$/.test(text)) return { message: '年份应写四位' };
  const match =
    /^(?<year>\d{4})(?<mark>[-./])(?<month>\d{1,2})(?:\k<mark>(?<day>\d{1,2}))?$/.exec(text) ??
    /^(?<year>\d{4})年(?<month>\d{1,2})(?:月份?(?:(?<day>\d{1,2})日?)?)?$/.exec(text) ??
    /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})?$/.exec(text);
  if (match === null) return { message: '不是可以识别的日期，应写成 1975-06 或 1975-06-15 的形式' };
  const { year = '', month = '', day } = match.groups ?? {};
  if (Number(month) < 1 || Number(month) > 12) return { message: `没有${Number(month)}月` };
  const monthText = `${year}-${month.padStart(2, '0')}`;
  // Day 00: personnel systems write so when only the month is known.
  if (day === undefined || day === '00') return { value: monthText };
  const dayText = `${monthText}-${day.padStart(2, '0')}`;
  return isDate(dayText) ? { value: dayText } : { message: `${Number(month)}月没有${Number(day)}日` };
}

/** No cadre in service has a date before this one; such a cell holds a year or a number that its format shows as a date. */
const FIRST_LIKELY = '1910-01-01';

/** No date is longer, whatever stands beside it. */
const LONGEST_TEXT = 60;

/** `1985.03（41岁）`, also with the age in the next line, with 周岁 or alone in brackets. */
function withoutAge(text: string): string {
  if (text.length > LONGEST_TEXT) return text;
  return visible(text)
    .normalize('NFKC')
    .replace(/\s*[([【]\s*\d{1,3}\s*(?:周?岁)?\s*[)\]】]\s*$|\s+\d{1,3}\s*周?岁\s*$|(?<=月|日)\d{1,3}\s*周?岁\s*$/, '')
    .replace(/生$/, '');
}

/** Exports of other systems write a day as the midnight it begins with. */
function withoutMidnight(text: string): string {
  return text.trim().replace(/[ T]\s*0{1,2}:00(?::00(?:\.0+)?)?$/, '');
}

/** `一九八五年三月` as `1985年3月`. */
function inDigits(text: string): string {
  if (!/^[〇零○Ｏ一二三四五六七八九]{4}年/.test(text)) return text;
  const digit = (sign: string) => String(Math.max(0, '零一二三四五六七八九'.indexOf(sign)));
  return text
    .replace(/[一二三四五六七八九]?十[一二三四五六七八九]?/g, (number) => {
      const [tens = '', ones = ''] = number.split('十');
      return `${tens === '' ? '1' : digit(tens)}${ones === '' ? '0' : digit(ones)}`;
    })
    .replace(/[〇零○Ｏ一二三四五六七八九]/g, digit);
}
