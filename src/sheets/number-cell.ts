import { isDate } from '../calendar/beijing-time.ts';
import type { DigitSection, NumberFormat } from './number-format.ts';
import type { CellValue } from './sheet.ts';

const SECONDS_PER_DAY = 86_400;
/** Days from the first day of the 1900 calendar to that of the 1904 calendar. */
const DAYS_TO_1904 = 1_462;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;
/** A double holds whole numbers of up to 15 digits; a spreadsheet turns the digits after them into zeros. */
const SURE_NUMBER = 1e15;

/** The value of a number cell as its format shows it. */
export function numberCell(text: string, format: NumberFormat, startsIn1904: boolean): CellValue | undefined {
  if (text === '') return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || !/^[-+.\deE]+$/.test(text)) return { kind: 'error', text };
  if (format.kind === 'date') return dateCell(startsIn1904 ? value + DAYS_TO_1904 : value, format.shows);
  if (format.kind === 'elapsed' && value >= 0 && value < 1) return dateCell(value, 'time');
  if (Math.abs(value) >= SURE_NUMBER) return { kind: 'longNumber', text: /^\d+$/.test(text) ? text : String(value) };
  const sure = Number(value.toPrecision(15));
  if (format.kind === 'general') return { kind: 'number', text: String(sure) };
  if (format.kind !== 'digits') return { kind: 'oddNumber', text: String(sure) };
  return digitsCell(sure, format.sections);
}

function digitsCell(value: number, [positive, negative, zero]: readonly DigitSection[]): CellValue {
  const section = value > 0 ? positive : value < 0 ? (negative ?? positive) : (zero ?? positive);
  if (section === undefined) return { kind: 'oddNumber', text: String(value) };
  const scaled = section.percent ? Number((value * 100).toPrecision(15)) : value;
  const rounded = scaled.toFixed(section.maxDecimals);
  // What one sees is then another number than what the cell holds.
  if (Math.abs(Number(rounded) - scaled) > 1e-9 * Math.max(1, Math.abs(scaled))) {
    return { kind: 'oddNumber', text: String(value) };
  }
  const [whole = '', decimals = ''] = rounded.replace('-', '').split('.');
  const shownDecimals = decimals.slice(0, section.minDecimals) + decimals.slice(section.minDecimals).replace(/0+$/, '');
  const sign = value < 0 && negative === undefined ? '-' : '';
  const digits = `${sign}${whole.padStart(section.minWhole, '0')}${shownDecimals === '' ? '' : `.${shownDecimals}`}`;
  return { kind: 'number', text: `${section.before}${digits}${section.after}` };
}

/** A date cell of the standard's own type: `2026-03-02`, `2026-03-02T14:00:00`, `14:00:00`. */
export function isoDateCell(text: string, format: NumberFormat): CellValue | undefined {
  if (text === '') return undefined;
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(text) ?? [];
  const [, timeAlone] = /^T?(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(text) ?? [];
  if (timeAlone !== undefined)
    return { kind: 'date', text: timeAlone, day: '1899-12-31', time: timeAlone, shows: 'time' };
  if (day === undefined || !isDate(day)) return { kind: 'error', text };
  const shows = format.kind === 'date' ? format.shows : time === '00:00' ? 'day' : 'dayTime';
  return shownDate(day, time, shows);
}

function dateCell(serial: number, shows: Shows): CellValue {
  if (serial < 0 || serial >= LAST_SERIAL + 1) return { kind: 'error', text: '无效日期' };
  const seconds = Math.round(serial * SECONDS_PER_DAY);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  // The 1900 calendar has a 29 February 1900, which is day 60.
  const epoch = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const iso = new Date(epoch + seconds * 1_000).toISOString();
  return shownDate(iso.slice(0, 10), iso.slice(11, 16), shows);
}

type Shows = Extract<CellValue, { kind: 'date' }>['shows'];

function shownDate(day: string, time: string, shows: Shows): CellValue {
  const texts = { month: day.slice(0, 7), day, dayTime: `${day} ${time}`, time, partial: day };
  return { kind: 'date', text: texts[shows], day, time, shows };
}
