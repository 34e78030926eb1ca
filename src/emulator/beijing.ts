const OFFSET_MS = 8 * 3_600_000;

/** The Beijing calendar day, `2026-03-02`: vendors count days and months by it. */
export function beijingDate(atMs: number): string {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 10);
}
