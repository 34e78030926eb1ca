import { groupedBy } from '../../county/grouped-by.ts';

/** The rows of each person: reads the list once, so that a class costs as many steps as it has rows. Order within a person is kept. */
export function byCadre<Row extends { cadreId: string }>(rows: readonly Row[]): (cadreId: string) => readonly Row[] {
  const grouped = groupedBy(rows, ({ cadreId }) => cadreId);
  return (cadreId) => grouped.get(cadreId) ?? [];
}
