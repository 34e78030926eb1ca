import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { groupsOn } from '../../src/county/groups.ts';
import type { CallUpTarget, Candidate } from '../../src/training/call-up/call-up-target.ts';
import type { CourseType, Session } from '../../src/training/class/session.ts';
import { groupDuty } from '../../src/training/hours/duties.ts';
import { openingOf } from '../../src/training/hours/ledger.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import type { ScoreEvent } from '../../src/training/scoring/score-event.ts';
import { type Score, scoreOf } from '../../src/training/scoring/scoring.ts';

export const pack = defaultRulePack();
export const scheme = pack.scoring;

/** The order of an array turned round, for "the order does not matter". */
export function backwards<T>(items: readonly T[]): T[] {
  return [...items].reverse();
}

type SessionFacts = Partial<Omit<Session, 'startsAt' | 'endsAt' | 'parts'>> & {
  from?: string;
  to?: string;
  type?: CourseType;
  parts?: Session['parts'];
};

/** A session of one type from 08:30 to 10:30 on Wednesday 4 March 2026, unless told otherwise. */
export function session(facts: SessionFacts = {}): Session {
  const { from = '08:30', to = '10:30', type = 'partyTheory', parts, ...rest } = facts;
  const dateOn = rest.dateOn ?? '2026-03-04';
  const startsAt = beijingTime(dateOn, from);
  const endsAt = beijingTime(dateOn, to);
  const minutes = (endsAt.getTime() - startsAt.getTime()) / 60_000;
  return {
    sessionId: `s-${dateOn}-${from}`,
    title: '专题课',
    method: 'lecture',
    dateOn,
    lecturer: '讲师甲',
    place: '主课堂',
    countsInRatio: true,
    ...rest,
    startsAt,
    endsAt,
    parts: parts ?? [{ type, minutes }],
  };
}

type CadreFacts = Partial<Omit<CadreRecord, 'training'>> & { training?: Partial<CadreRecord['training']> };

/** A cadre of the staff who has met this year's hours and was trained last year: nothing speaks for naming them. */
function cadre(facts: CadreFacts = {}): CadreRecord {
  const { training, ...rest } = facts;
  return {
    id: 'c1',
    name: '学员甲',
    sex: 'female',
    birthMonth: '1988-05',
    unitId: 'u1',
    post: '股长',
    rankLevel: 'staff',
    cadreCategory: 'organ',
    joinedWorkOn: '2010-07',
    inPostSince: '2019-03',
    keyPost: false,
    grassrootsExperience: true,
    leadershipTeam: false,
    identities: {},
    roles: [],
    ...rest,
    training: {
      year: 2026,
      earnedMinutes: 5400,
      lastTrainedOn: '2025-06-20',
      topicTags: [],
      callUpsThisYear: 0,
      ...training,
    },
  };
}

export function unit(facts: Partial<UnitRecord> = {}): UnitRecord {
  return { id: 'u1', name: '县农业农村局', kind: 'government', size: 40, ...facts };
}

/** A person who may be named; the unit follows the cadre's unit id. */
export function candidate(facts: CadreFacts = {}, more: Partial<Candidate> = {}): Candidate {
  const record = cadre(facts);
  const groups = groupsOn(record, false, target().opensOn, pack.groups);
  const duty = groupDuty('2026', record, openingOf(record), pack.hours);
  return {
    cadre: record,
    unit: unit({ id: record.unitId }),
    groups,
    ...(duty && { duty }),
    busy: [],
    courses: [],
    ...more,
  };
}

/** Hours short by so many hours this year. */
export function shortBy(hours: number): Partial<CadreRecord['training']> {
  return { earnedMinutes: 5400 - hours * 60 };
}

export function target(facts: Partial<CallUpTarget> = {}): CallUpTarget {
  return {
    className: '2026年春季主体班',
    opensOn: '2026-03-16',
    closesOn: '2026-03-27',
    topicTags: ['百千万工程'],
    seats: 2,
    reserveSeats: 1,
    rankLevels: [],
    groups: [],
    alreadyNamed: [],
    ...facts,
  };
}

let eventNumber = 0;

/** A score event with the points of the given delta; ids count up unless given. */
export function event(facts: Partial<ScoreEvent> & Pick<ScoreEvent, 'item' | 'step' | 'deltaHundredths'>): ScoreEvent {
  eventNumber += 1;
  return {
    _id: `e${eventNumber}`,
    cadreId: 'c1',
    reason: '课堂记录',
    source: 'test',
    authorId: 'teacher',
    at: beijingTime('2026-03-10', '10:00'),
    ...facts,
  };
}

/** Marks for every rated part, so that the score can be graded; together `hundredths` of 3,300, spread from the first part on. */
export function ratings(hundredths: number): ScoreEvent[] {
  let left = hundredths;
  return scheme.indicators.flatMap((indicator) => {
    if (indicator.mode !== 'rate') return [];
    return indicator.parts.flatMap((part) => {
      const mark = Math.min(part.maxHundredths, left);
      left -= mark;
      return Array.from({ length: part.markers }, (_, index) =>
        event({
          item: indicator.id,
          step: part.id,
          deltaHundredths: mark / part.markers,
          authorId: `marker-${index}`,
        }),
      );
    });
  });
}

/**
 * A score with these regular and bonus points. Attendance and discipline start full (3,000); ratings give up to 3,300, earning
 * indicators the rest.
 */
export function score(regularHundredths: number, bonusHundredths = 0, attendanceLostHundredths = 0): Score {
  const events: ScoreEvent[] = [];
  if (attendanceLostHundredths > 0) {
    events.push(event({ item: 'attendanceRecord', step: 'late', deltaHundredths: -attendanceLostHundredths }));
  }
  let left = regularHundredths - (3000 - attendanceLostHundredths);
  const rated = Math.min(3300, Math.max(0, left));
  events.push(...ratings(rated));
  left -= rated;
  for (const indicator of scheme.indicators) {
    if (indicator.mode !== 'earn' || left <= 0) continue;
    const given = Math.min(indicator.maxHundredths, left);
    left -= given;
    const cap = indicator.sessionCapHundredths ?? given;
    for (let rest = given, n = 0; rest > 0; rest -= cap, n += 1) {
      const [step] = indicator.steps;
      if (step === undefined) throw new Error('an indicator without steps');
      events.push(
        event({ item: indicator.id, step: step.id, deltaHundredths: Math.min(cap, rest), sessionId: `lesson-${n}` }),
      );
    }
  }
  if (left < 0) {
    events.push(event({ item: 'disciplineConduct', step: 'breach', deltaHundredths: Math.max(-1000, left) }));
    if (left < -1000) throw new Error('this builder cannot make such a low score');
  }
  if (bonusHundredths > 0) {
    events.push(
      event({
        item: 'praise',
        step: 'praise',
        deltaHundredths: bonusHundredths,
        achievementId: 'a1',
        confirmedBy: 'team',
      }),
    );
  }
  return scoreOf(events, scheme);
}
