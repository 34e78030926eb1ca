import { addDays, addMinutes, beijingTime } from '../calendar/beijing-time.ts';
import { groupedBy } from '../county/grouped-by.ts';
import type { SignInRow } from '../training/attendance/sign-in-row.ts';
import type { AssessmentRow } from '../training/grading/assessments.ts';
import { assessClass } from '../training/grading/class-assessment.ts';
import type { RulePack } from '../training/rule-pack.ts';
import { attendanceAdditions } from '../training/scoring/attendance-score.ts';
import { type ScoreEvent, scoreEvent } from '../training/scoring/score-event.ts';
import { type ScoreEventRow, scoreEventRow } from '../training/scoring/score-events.ts';
import { scoreOf } from '../training/scoring/scoring.ts';
import type { Indicator } from '../training/scoring/scoring-scheme.ts';
import type { RecentClass } from './recent-class.ts';

/** How a class attended and scored, and what the rules make of it. */
interface RecentClassScores {
  signIns: SignInRow[];
  events: ScoreEventRow[];
  assessments: AssessmentRow[];
}

type Rules = Pick<RulePack, 'attendance' | 'scoring' | 'grading'>;

/** Everybody was there, a few came late; the first in the list have the most points. */
export function recentClassScores(recent: RecentClass, rules: Rules): RecentClassScores {
  const { row, sessions, enrollments } = recent;
  const signIns = signInsOf(recent);
  const gradedAt = beijingTime(row.closesOn, '18:00');
  const attended = { sessions, trainees: enrollments, signIns, leaves: [], events: [] };
  const events = [
    ...recent.trainees.flatMap(({ id }, at) => eventsOf(recent, id, at, rules)),
    ...attendanceAdditions(row._id, attended, rules, gradedAt),
  ];
  const eventsBy = groupedBy(events, ({ cadreId }) => cadreId);
  const gathered = enrollments.map((enrollment) => {
    const { cadreId, name } = enrollment;
    const score = scoreOf(eventsBy.get(cadreId) ?? [], rules.scoring);
    return { enrollment, trainee: { cadreId, name, score, vetoes: [] } };
  });
  return {
    signIns,
    events: events.map((event) => scoreEventRow(row._id, event)),
    assessments: assessClass(row._id, gathered, { changes: [] }, rules)
      .explainedRows()
      // Some have not opened their result.
      .map((each, at) => (at % 6 === 5 ? each : { ...each, readAt: beijingTime(addDays(row.closesOn, 7), '12:30') })),
  };
}

function signInsOf({ row, sessions, trainees }: RecentClass): SignInRow[] {
  return sessions.flatMap((session, lesson) =>
    trainees.map(({ id: cadreId }, at): SignInRow => {
      const isLate = (at + lesson) % 97 === 96;
      return {
        ...{ _id: `${session._id}:${cadreId}`, sessionId: session._id, classId: row._id, cadreId },
        ...{ at: addMinutes(session.startsAt, isLate ? 9 : -3 - (at % 9)), byUpdate: `demo-recent:${session._id}` },
      };
    }),
  );
}

/** Of each indicator about the share of its points that somebody at this place in the list has. */
function eventsOf({ row, staff }: RecentClass, cadreId: string, at: number, { scoring }: Rules): ScoreEvent[] {
  const share = 0.99 - at * 0.014;
  const common = (indicator: Indicator, step: string, number: number, authorId: string) => ({
    _id: `demo-recent:${row._id}:${cadreId}:${indicator.id}:${step}:${number}`,
    ...{ cadreId, item: indicator.id, step, authorId },
    ...{ source: `demo-recent:${indicator.id}`, at: beijingTime(row.closesOn, '17:00'), reason: indicator.name },
  });
  return scoring.indicators.flatMap((indicator): ScoreEvent[] => {
    if (indicator.mode === 'rate')
      return indicator.parts.flatMap(({ id: step, maxHundredths, markers }) =>
        [staff.teacher, staff.school].slice(0, markers).map((authorId, number) => {
          const markHundredths = Math.floor((maxHundredths * share) / 10) * 10;
          return scoreEvent({ ...common(indicator, step, number, authorId), markHundredths }, scoring);
        }),
      );
    const [step] = indicator.steps;
    if (indicator.mode === 'deduct' || step === undefined) return [];
    const times = Math.round((indicator.maxHundredths * share) / step.deltaHundredths);
    return Array.from({ length: times }, (_, number) =>
      scoreEvent(
        {
          ...common(indicator, step.id, number, staff.teacher),
          sessionId: `${row._id}-${String(number + 2).padStart(2, '0')}`,
        },
        scoring,
      ),
    );
  });
}
