import type { Collection } from './collection.ts';

interface NumberedRow {
  _id: string;
  /** The update that made it; under a unique index. */
  byUpdate: string;
}

/**
 * Makes a row under the next free number; the same update makes the same row.
 * @param last - finds the highest number given so far, 0 before the first
 * @param numbered - the row under a number; its id holds the number, so that each is given once
 */
export async function createNumbered<Row extends NumberedRow>(
  rows: Collection<Row>,
  { byUpdate }: Pick<NumberedRow, 'byUpdate'>,
  last: () => Promise<number>,
  numbered: (number: number) => Row,
): Promise<Row> {
  for (;;) {
    const made = await rows.madeBy(byUpdate);
    if (made !== null) return made;
    const row = numbered((await last()) + 1);
    if (await rows.insertNew(row)) return row;
  }
}
