/** The Beijing calendar day of an instant, `YYYY-MM-DD`. */
export function beijingDay(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
