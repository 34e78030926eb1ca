import type { RowToWrite, SheetToWrite } from './write-workbook.ts';

/** A table with a title above it. */
export interface TitledTable {
  title: string;
  columns: readonly { header: string; width: number }[];
  rows: readonly RowToWrite[];
}

/** Such a table as a sheet: its title, the headers, its rows. @param name - of the sheet */
export function titledTable(name: string, { title, columns, rows }: TitledTable): SheetToWrite {
  return {
    name,
    rows: [[title], columns.map(({ header }) => header), ...rows],
    headerRow: 2,
    widths: columns.map(({ width }) => width),
  };
}
