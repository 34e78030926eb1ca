import type { Listed } from './packed-list.ts';

/** A table as a file or a chat message holds it: values as people see them, nothing interpreted yet. */
export interface Sheet {
  sheetName: string;
  /** `delimited` = CSV or pasted text, where a stray comma can shift a row; `form` = one filled-in form. */
  format: 'xlsx' | 'delimited' | 'form';
  /** Hidden in its workbook: named, not read. */
  hidden?: boolean;
  /** Columns that the sheet does not show. */
  hiddenColumns?: ReadonlySet<number>;
  /** Rows that hold anything, top to bottom. */
  rows: Listed<SheetRow>;
}

export interface SheetRow {
  /** The number shown beside the row in Excel or WPS, from 1; 0 in a form. */
  rowNumber: number;
  /** Not shown, e.g. by a filter or a closed group. */
  hidden?: boolean;
  /** Cells that hold anything, by column number from 1. */
  cells: ReadonlyMap<number, CellValue>;
}

const mostFirstLetters = 40;

/** The beginning of what the first row says, for whoever is told that nobody knows this sheet; `''` when it says nothing. */
export function firstRowOf({ rows }: Sheet): string {
  const texts = [...(rows.at(0)?.cells.values() ?? [])].map(({ text }) => text.trim()).filter((text) => text !== '');
  const letters = [...texts.join('、')];
  return letters.length > mostFirstLetters ? `${letters.slice(0, mostFirstLetters).join('')}…` : letters.join('');
}

/** One cell; `text` is what a person sees in it. */
export type CellValue =
  | { kind: 'text' | 'number' | 'boolean' | 'formula' | 'error' | 'link'; text: string }
  /** More digits than a spreadsheet keeps: the last ones may have become zeros. */
  | { kind: 'longNumber'; text: string }
  /** A number whose format shows something else than what the cell holds, e.g. a rounded number or a fraction. */
  | { kind: 'oddNumber'; text: string }
  /**
   * `day` is `YYYY-MM-DD`, `time` is `HH:MM`; `shows` says which of them the cell's format displays (`partial`: some of year, month and day
   * only, e.g. no year).
   */
  | { kind: 'date'; text: string; day: string; time: string; shows: 'month' | 'day' | 'dayTime' | 'time' | 'partial' }
  /** Part of a merged range whose first cell is `master`, e.g. `A2`. */
  | { kind: 'merged'; text: string; master: string };

/** What a file may cost; a limit passed is a `RuleError`, never a partial result. */
export interface SheetLimits {
  fileBytes: number;
  /** Of all parts of an .xlsx that are read, once inflated. */
  inflatedBytes: number;
  /** That hold anything, in one sheet. */
  cells: number;
  columns: number;
  /** Time of a processor, not of the clock: a busy machine refuses nothing that a quiet one takes. */
  cpuMs: number;
  memoryMb: number;
}

const MEGABYTE = 1024 * 1024;

/** For files from chat or a web page; the command line may raise them. */
export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 5 * MEGABYTE,
  inflatedBytes: 50 * MEGABYTE,
  cells: 250_000,
  columns: 200,
  cpuMs: 60_000,
  memoryMb: 512,
};
