import ExcelJS from 'exceljs';

/** A sheet that was handed out, with some cells filled in by a spreadsheet program. */
export async function filledIn(
  bytes: Buffer,
  fill: (set: (row: string, header: string, value: string | number) => void) => void,
) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('the file has no sheet');
  const find = (row: string, header: string) => {
    const columns = sheet.getRow(2).values as (string | undefined)[];
    const at = columns.findIndex((each) => each?.startsWith(header));
    const line = sheet.getColumn(2).values.indexOf(row);
    if (at < 1 || line < 1) throw new Error(`no cell for ${row} and ${header}`);
    return sheet.getCell(line, at);
  };
  fill((row, header, value) => {
    find(row, header).value = value;
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
