import { plainWord, typedWord } from '../../chat/plain-text.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstOf } from '../../sheets/packed-list.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { QualityEntry } from './quality-entries.ts';
import type { QualityIndicator } from './self-assessment-rules.ts';

/** What the sheet is called in its title. */
export const QUALITY_SHEET = '办学质量自评表';

export const mostNoteLetters = 200;

const kind: TableKind<'name' | 'value' | 'note'> = {
  marks: ['name', 'value'],
  columns: [
    { field: 'name', label: '指标', required: true },
    { field: 'value', label: '数值' },
    { field: 'note', label: '说明' },
  ],
};

/** What a sheet that came back says of an indicator that people enter, where it is other than what holds. */
export interface QualityChange {
  indicator: QualityIndicator;
  value: number;
  note: string;
  /** What holds. */
  before: number | undefined;
}

/** The sheet of a file that is a self-assessment, with the year its title names, `''` where it names none. */
export function qualitySheetOf(sheets: readonly Sheet[]): { sheet: Sheet; year: string } | undefined {
  for (const sheet of sheets) {
    const texts = firstOf(sheet.rows, 2).flatMap(({ cells }) => [...cells.values()].map(({ text }) => plainWord(text)));
    const title = texts.find((text) => text.includes(QUALITY_SHEET));
    if (title !== undefined) return { sheet, year: /(20\d\d)年/.exec(title)?.[1] ?? '' };
  }
  return undefined;
}

/**
 * What a sheet enters, all or nothing. Indicators that are counted, and those without a number, stay as they are.
 * @param present - what holds of each indicator that people enter, by its id
 */
export function readQualitySheet(
  sheet: Sheet,
  indicators: readonly QualityIndicator[],
  present: ReadonlyMap<string, QualityEntry>,
): { changes: QualityChange[]; problems: readonly Problem[] } {
  const table = findTable(sheet, kind);
  if (table === undefined) return { changes: [], problems: [noTable] };
  const problems: Problem[] = [...table.problems];
  const changes: QualityChange[] = [];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const name = reader.read('name', lineText(40));
    const indicator = indicators.find((each) => typedWord(each.name) === typedWord(name ?? ''));
    if (name !== undefined && indicator === undefined) reader.reject('name', '没有这项指标');
    if (indicator?.from !== 'people' || reader.isEmpty('value')) continue;
    if (seen.has(indicator.id)) reader.reject('name', '这项指标已在前面的行填写');
    seen.add(indicator.id);
    const value = reader.read('value', (cell) => numberOf(cell, indicator));
    const known = present.get(indicator.id);
    const note = reader.read('note', lineText(mostNoteLetters)) ?? (reader.has('note') ? '' : (known?.note ?? ''));
    if (value === undefined || (known?.value === value && known.note === note)) continue;
    changes.push({ indicator, value, note, before: known?.value });
  }
  return { changes: problems.length > 0 ? [] : changes, problems };
}

/** A number of at most two decimals, with its unit or without; absent where it is none. */
export function qualityValue(typed: string, { unit }: QualityIndicator): number | undefined {
  const read = /^(\d{1,9}(?:\.\d{1,2})?)(\D*)$/u.exec(typedWord(typed));
  return read !== null && ['', typedWord(unit), '％', '%'].includes(read[2] ?? '') ? Number(read[1]) : undefined;
}

function numberOf(cell: CellValue, indicator: QualityIndicator): Reading<number> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const value = qualityValue(typed.value, indicator);
  return value === undefined ? { message: `应填数值，单位${indicator.unit}，最多两位小数` } : { value };
}

const noTable: Problem = { row: 2, column: '', header: '', message: '表头应有“指标”“数值”两栏，请不要改动', value: '' };
