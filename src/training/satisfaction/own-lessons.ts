import type { BallotBoxStore } from '../../store/ballot-boxes.ts';
import type { SignIn } from '../attendance/attendance.ts';
import type { SessionRow } from '../class/sessions.ts';
import { answeredBy } from './answer-boxes.ts';
import { lessonsToRate, OVERALL, ratedUntil } from './lesson-rating.ts';
import { lessonFormId } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** The lessons of a class that are rated now, and who has rated them. */
export interface RatedLessons {
  lessons: readonly SessionRow[];
  ratedBy: ReadonlyMap<string, ReadonlySet<string>>;
  rules: SatisfactionRules;
  now: Date;
}

/** Reads who has rated the lessons that ended lately. @param sessions - of the class */
export async function ratedLessons(
  store: { ballotBoxes: BallotBoxStore },
  sessions: readonly SessionRow[],
  rules: SatisfactionRules,
  now: Date,
): Promise<RatedLessons> {
  const lessons = sessions.filter((each) => each.endsAt <= now && now < ratedUntil(each, rules));
  const ratedBy = await Promise.all(
    lessons.map(async ({ _id }) => [_id, await answeredBy(store, lessonFormId(_id), OVERALL)] as const),
  );
  return { lessons, ratedBy: new Map(ratedBy), rules, now };
}

/** Which of them somebody may rate and has not. @param signIns - their marks, at least of the last two days of class */
export function toRateBy(
  { lessons, ratedBy, rules, now }: RatedLessons,
  cadreId: string,
  signIns: readonly Pick<SignIn, 'sessionId' | 'byRoll'>[],
): SessionRow[] {
  const attended = new Set(signIns.filter(({ byRoll }) => byRoll !== 'absent').map(({ sessionId }) => sessionId));
  const rated = new Set(lessons.flatMap(({ _id }) => (ratedBy.get(_id)?.has(cadreId) === true ? [_id] : [])));
  return lessonsToRate(lessons, { attended, rated }, rules, now);
}
