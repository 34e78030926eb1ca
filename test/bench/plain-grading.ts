import type { ScoreEvent } from '../../src/training/scoring/score-event.ts';
import type { ScoringScheme } from '../../src/training/scoring/scoring-scheme.ts';

/**
 * The same totals by the plainest loops, without reasons, sentences or reversals: what the rules are measured against, and a second
 * computation of the points.
 */
export function gradePlainly(
  ids: readonly string[],
  events: readonly ScoreEvent[],
  scheme: ScoringScheme,
): Map<string, number> {
  const places = new Map(ids.map((id, place) => [id, place]));
  const own: ScoreEvent[][] = ids.map(() => []);
  for (const event of events) own[places.get(event.cadreId) ?? -1]?.push(event);
  const totals = ids.map((id, place) => ({ id, points: pointsOf(own[place] ?? [], scheme) }));
  totals.sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
  return new Map(totals.map(({ id, points }) => [id, points]));
}

function pointsOf(events: readonly ScoreEvent[], scheme: ScoringScheme): number {
  const ordered = [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
  let total = 0;
  for (const indicator of scheme.indicators) {
    const perSession = new Map<string, number>();
    const cap = indicator.mode === 'earn' ? indicator.sessionCapHundredths : undefined;
    let points = indicator.mode === 'deduct' ? indicator.maxHundredths : 0;
    for (const event of ordered) {
      if (event.item !== indicator.id) continue;
      let delta = event.deltaHundredths;
      if (cap !== undefined && event.sessionId !== undefined) {
        const before = perSession.get(event.sessionId) ?? 0;
        delta = Math.min(delta, cap - before);
        perSession.set(event.sessionId, before + delta);
      }
      points = Math.min(indicator.maxHundredths, Math.max(0, points + delta));
    }
    total += points;
  }
  return total;
}
