import ExcelJS from 'exceljs';
import { RuleError } from '../errors.ts';
import type { CellValue, Sheet, SheetLimits, SheetRow } from './sheet.ts';

/**
 * Parts of a sheet that hold no cell values. Some make the reader expand a whole column cell by cell (a validation list on `A:A`), some
 * make it stumble over what WPS writes.
 */
const IGNORED_NODES = [
  'autoFilter',
  'colBreaks',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'legacyDrawing',
  'pageSetup',
  'picture',
  'rowBreaks',
  'sheetProtection',
  'tableParts',
];

/**
 * The visible sheets of an .xlsx that `checkZip` has passed.
 *
 * @throws RuleError `import.not-a-workbook`, `import.too-many-rows`, `import.too-many-columns`
 */
export async function readWorkbook(file: Buffer, limits: SheetLimits): Promise<Sheet[]> {
  const workbook = new ExcelJS.Workbook();
  try {
    // exceljs declares its own Buffer type; the bytes are the same.
    await workbook.xlsx.load(file as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED_NODES });
  } catch {
    throw new RuleError('import.not-a-workbook');
  }
  return workbook.worksheets
    .filter((worksheet) => worksheet.state === 'visible')
    .map((worksheet) => ({ sheetName: worksheet.name, format: 'xlsx', rows: rowsOf(worksheet, limits) }));
}

function rowsOf(worksheet: ExcelJS.Worksheet, limits: SheetLimits): SheetRow[] {
  const rows: SheetRow[] = [];
  worksheet.eachRow((row, rowNumber) => {
    const cells = new Map<number, CellValue>();
    row.eachCell((cell, column) => {
      const value = cellValue(cell);
      if (value === undefined) return;
      if (column > limits.columns) throw new RuleError('import.too-many-columns', { limit: limits.columns });
      cells.set(column, value);
    });
    if (cells.size === 0) return;
    if (rows.length === limits.rows) throw new RuleError('import.too-many-rows', { limit: limits.rows });
    rows.push({ rowNumber, cells });
  });
  return rows;
}

function cellValue(cell: ExcelJS.Cell): CellValue | undefined {
  if (cell.isMerged) return { kind: 'merged', text: shownText(cell.master.value), master: cell.master.address };
  const { value } = cell;
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'number') return { kind: 'number', text: numberText(value, cell.numFmt) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: value ? 'TRUE' : 'FALSE' };
  if (value instanceof Date) return dateValue(value, cell.numFmt);
  const text = shownText(value);
  if (typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) return { kind: 'formula', text };
  if (typeof value === 'object' && 'error' in value) return { kind: 'error', text };
  if (typeof value === 'object' && 'hyperlink' in value) return { kind: 'link', text };
  return text.trim() === '' ? undefined : { kind: 'text', text };
}

/** What the cell displays, as far as it is plain text; a formula shows as itself. */
function shownText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value && Array.isArray(value.richText)) {
    return value.richText.map((run: { text?: unknown }) => shownText(run.text)).join('');
  }
  if ('formula' in value) return `=${shownText(value.formula)}`;
  if ('sharedFormula' in value) return `=${shownText(value.sharedFormula)}`;
  if ('error' in value) return shownText(value.error);
  return 'text' in value ? shownText(value.text) : '';
}

/** The digits a number shows under the formats that rosters use: `0.00` keeps the zero of 1975.10, `000000` that of an id. */
function numberText(value: number, format: string | undefined): string {
  const decimals = /^0\.(0+)_?\s*$/.exec(format ?? '')?.[1]?.length;
  if (decimals !== undefined) return value.toFixed(decimals);
  if (/^0+$/.test(format ?? '') && Number.isSafeInteger(value))
    return String(value).padStart((format ?? '').length, '0');
  return String(value);
}

function dateValue(value: Date, format: string | undefined): CellValue {
  if (Number.isNaN(value.getTime())) return { kind: 'error', text: '无效日期' };
  // A serial is a fraction of a day, so a minute comes back some milliseconds short.
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const day = iso.slice(0, 10);
  const time = iso.slice(11, 16);
  const tokens = (format ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  const showsTime = tokens.includes('h');
  const shows = tokens.includes('y') || tokens.includes('d') ? (showsTime ? 'dayTime' : 'day') : 'time';
  if (shows === 'day' && !tokens.includes('d'))
    return { kind: 'date', text: day.slice(0, 7), day, time, shows: 'month' };
  const text = shows === 'day' ? day : shows === 'time' ? time : `${day} ${time}`;
  return { kind: 'date', text, day, time, shows };
}
