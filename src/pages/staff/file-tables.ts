import { html } from 'htm/preact';
import { RuleError } from '../../errors.ts';
import { readSheets } from '../../sheets/read-sheets.ts';
import type { CellValue, Sheet, SheetRow } from '../../sheets/sheet.ts';
import { behindView } from './behind-view.ts';
import type { Part } from './layout.ts';

/** A sheet of more bytes is taken as a file. */
const mostShownBytes = 500_000;

/** Whether a file can be read on the page as well as taken. */
export function isSheet(name: string): boolean {
  return name.endsWith('.xlsx');
}

/** The tables of a sheet we made; `undefined` where it cannot be shown. */
export async function fileTables(name: string, bytes: Buffer): Promise<Part | undefined> {
  if (!isSheet(name) || bytes.length > mostShownBytes) return undefined;
  try {
    const sheets = await readSheets(bytes, name);
    return html`${sheets.map(tableOf)}`;
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** Its first row is its title, the second names the columns. */
function tableOf({ sheetName, rows: all }: Sheet): Part {
  const [first, ...others] = all;
  const isTitled = first?.cells.size === 1;
  const rows = first === undefined || isTitled ? others : [first, ...others];
  const title = isTitled ? (first.cells.get(1)?.text ?? sheetName) : sheetName;
  const width = Math.max(0, ...rows.flatMap(({ cells }) => [...cells.keys()]));
  return behindView({ name: title, title, widths: [], rows: rows.map((row) => cellsOf(row, width)) });
}

function cellsOf({ cells }: SheetRow, width: number): (string | number)[] {
  return Array.from({ length: width }, (_, at) => cellValue(cells.get(at + 1)));
}

function cellValue(cell: CellValue | undefined): string | number {
  if (cell === undefined) return '';
  return cell.kind === 'number' && Number.isFinite(Number(cell.text)) ? Number(cell.text) : cell.text;
}
