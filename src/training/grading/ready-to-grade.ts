import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import { byCadre } from '../class/by-cadre.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { SessionStore } from '../class/sessions.ts';
import { otherMembers } from '../scoring/evaluation-team.ts';
import type { ScoreEventStore } from '../scoring/score-events.ts';
import { scoreOf } from '../scoring/scoring.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import type { GradingRow, GradingStore } from './gradings.ts';

interface Stores {
  cadres: CadreStore;
  classes: ClassStore;
  sessions: SessionStore;
  enrollments: EnrollmentStore;
  scoreEvents: ScoreEventStore;
  gradings: GradingStore;
}

/** That a class is over and every mark is in, so that its grading can begin. */
export interface ReadyToGrade {
  /** What makes it so: the end of the class, or what was last sent back. Whoever was told of it is not told again. */
  since: string;
  trainees: number;
  /** Who may begin: the evaluation team without the class's own trainees. */
  members: readonly CadreRow[];
}

/** Whether the grading of a class can begin, and nobody has begun it; after it was sent back, once marks have changed since. */
export async function readyToGrade(
  store: Stores,
  { _id: classId }: Pick<ClassRow, '_id'>,
  scheme: ScoringScheme,
  now: Date,
): Promise<ReadyToGrade | undefined> {
  const sessions = await store.sessions.ofClass(classId);
  if (sessions.length === 0 || sessions.some(({ endsAt }) => endsAt > now)) return undefined;
  const begun = await store.gradings.byClass(classId);
  const returned = begun === null ? undefined : lastReturn(begun);
  if (begun !== null && returned === undefined) return undefined;
  const [trainees, events] = await Promise.all([
    store.enrollments.traineesOf(classId),
    store.scoreEvents.ofClass(classId),
  ]);
  if (returned !== undefined && events.every(({ at }) => at <= returned.at)) return undefined;
  const eventsOf = byCadre(events);
  const isRated = (cadreId: string) =>
    scoreOf(eventsOf(cadreId), scheme).indicators.every(({ unrated }) => unrated.length === 0);
  if (trainees.length === 0 || !trainees.every(({ cadreId }) => isRated(cadreId))) return undefined;
  const members = await otherMembers(store, classId, '');
  return { since: returned?.update ?? 'over', trainees: trainees.length, members };
}

/** When and by which update the present proposal was sent back; absent when it is not sent back. */
function lastReturn({ state, sentBack, decision, decidedAt }: GradingRow): { at: Date; update: string } | undefined {
  if (state !== 'returned') return undefined;
  const entry = sentBack?.at(-1);
  if (entry !== undefined && (decidedAt === undefined || entry.enteredAt > decidedAt))
    return { at: entry.enteredAt, update: entry.byUpdate };
  return decision === undefined || decidedAt === undefined ? undefined : { at: decidedAt, update: decision };
}

/** Every card that offers to begin the grading of this class, whoever has it. */
export function offerCardId(classId: string): string {
  return `grade-ready:${classId}`;
}
