import { byCadre } from '../class/by-cadre.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { ScoreEventStore } from './score-events.ts';
import { type Score, scoreOf } from './scoring.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

/** The present score of every trainee of the class, highest first. */
export async function classScores(
  store: { enrollments: EnrollmentStore; scoreEvents: ScoreEventStore },
  classId: string,
  scheme: ScoringScheme,
): Promise<{ cadreId: string; name: string; score: Score }[]> {
  const [rows, trainees] = await Promise.all([
    store.scoreEvents.ofClass(classId),
    store.enrollments.traineesOf(classId),
  ]);
  const eventsOf = byCadre(rows);
  return trainees
    .map(({ cadreId, name }) => ({ cadreId, name, score: scoreOf(eventsOf(cadreId), scheme) }))
    .sort((a, b) => b.score.totalHundredths - a.score.totalHundredths || a.name.localeCompare(b.name, 'zh-CN'));
}
