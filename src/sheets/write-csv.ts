import { csvRecord } from './safe-cell.ts';
import type { RowToWrite } from './write-workbook.ts';

/** Writes rows as CSV for spreadsheets: UTF-8 with its mark, CR LF behind each row, nothing in it that can run (`safeCell`). */
export class CsvWriter {
  readonly #pieces: Buffer[] = [Buffer.from('\uFEFF')];
  #bytes = 3;

  /** What the rows take so far. */
  get packedBytes(): number {
    return this.#bytes;
  }

  add(rows: Iterable<RowToWrite>): void {
    let text = '';
    for (const row of rows) text += csvRecord(row);
    const piece = Buffer.from(text);
    this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  end(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}
