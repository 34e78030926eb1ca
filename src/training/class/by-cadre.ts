/** The rows of each person: reads the list once, so that a class costs as many steps as it has rows. Order within a person is kept. */
export function byCadre<Row extends { cadreId: string }>(rows: readonly Row[]): (cadreId: string) => readonly Row[] {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.cadreId);
    if (own === undefined) grouped.set(row.cadreId, [row]);
    else own.push(row);
  }
  return (cadreId) => grouped.get(cadreId) ?? [];
}
