import { isNoted } from '../../store/noted.ts';
import { list, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { RoomEntry } from '../rooms/class-rooms.ts';
import type { SchemeVersion } from './scheme-versions.ts';
import type { Session } from './session.ts';

/** A timetable that waits for 确认, because marks hang on what it replaces. */
export interface TimetableDraft {
  byUpdate: string;
  sessions: readonly Session[];
  /** What stood when it was shown: it replaces nothing else. */
  basis: string;
  /** When it was shown. */
  shownAt?: Date;
  confirmedByUpdate?: string;
  /** It changes a single lesson, so that the answer says no more than that. */
  isOfLesson?: true;
}

/** That a class does not take place. */
export interface ClassWithdrawal {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  reason: string;
  /** Who was called up or enrolled, and is told. */
  cadreIds: readonly string[];
  /** The item of the annual plan of which it was made, and of which another class may be made now. */
  planItem?: string;
}

/** What is written of a class for its trainees; where it is absent, the default of the rule pack holds. */
const REPORT = ['reportTime', 'reportPlace', 'lodging', 'contactPhone'] as const;
const SIGN_IN = ['signInBy', 'signInPer'] as const;
export const CLASS_FIELDS = ['name', 'teacherId', 'kind', 'noticeLabel', ...SIGN_IN, ...REPORT] as const;
export type ClassField = (typeof CLASS_FIELDS)[number];

/** How trainees sign in: by a press, by the code shown in the room, or either; and once a half-day or to each lesson. */
export const SIGN_IN_WAYS = ['either', 'press', 'code'] as const;
export const SIGN_IN_PERIODS = ['half', 'session'] as const;

/** A label of notices: anywhere, in chat, or in chat only that there is one. */
type NoticeLabel = 'public' | 'internal' | 'workSensitive';

/** That a class got another name, class teacher, kind or time, or that something else is written for its trainees. */
export interface ClassChange {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  reason: string;
  field: ClassField | 'days';
  from: string;
  to: string;
}

/** That a call-up list was taken back right after it was issued, so that the next list's notices have keys of their own. */
export interface ListTakenBack {
  proposal: string;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

/** The timetable that stood before the present one, for taking the present one back. */
export interface FormerTimetable {
  /** Who replaced it, and by which update. */
  by: string;
  byUpdate: string;
  sessions: readonly Session[];
  undoneByUpdate?: string;
}

/**
 * That a trainee has a post in the class: its monitor or another member of its committee until another is named, or the duty trainee of
 * one day. Monitor and duty trainee keep the roll.
 */
export interface KeeperNaming {
  post: 'monitor' | 'duty' | 'member';
  /** For `member`: what the post is called. */
  title?: string;
  /** They have the post no longer, and nobody else has. */
  isOver?: true;
  cadreId: string;
  /** For `duty`: the Beijing day. */
  dateOn?: string;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

/** Who of those with the role evaluates this class; nobody: whoever has the role, as before anybody was named. */
export interface TeamNaming {
  /** Counted from 1. */
  version: number;
  cadreIds: readonly string[];
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

export const classes = rows(
  'classes',
  {
    name: text,
    /** A key of the rule pack's `curriculum.classKinds`. */
    kind: text,
    /** First and last Beijing day of the class. */
    opensOn: text,
    closesOn: text,
    /** What the class is about, several topics joined by `、`; nobody is called twice to one within the rule pack's months. */
    topicTag: text,
    teacherId: text,
    /** Who holds it, where that is not the county; absent for a class held here. */
    organiser: optional(text),
    /** When on the opening day its trainees report, where, where they eat and sleep, and under which number somebody answers them. */
    reportTime: optional(text),
    reportPlace: optional(text),
    lodging: optional(text),
    contactPhone: optional(text),
    /** How sensitive its notices are unless something else is said; absent = internal. */
    noticeLabel: optional(oneOf<NoticeLabel>()),
    /** How its trainees sign in; absent = either way, once a half-day. */
    signInBy: optional(oneOf<(typeof SIGN_IN_WAYS)[number]>()),
    signInPer: optional(oneOf<(typeof SIGN_IN_PERIODS)[number]>()),
    /** Its branch classrooms, oldest entry first; the last of each room holds. */
    rooms: optional(list<RoomEntry>()),
    /** Its own scoring schemes, the first version first; the last holds. Absent = the table of the rule pack. */
    schemes: optional(list<SchemeVersion>()),
    /** Its own evaluation team, oldest naming first; the last holds. Absent = whoever has the role. */
    teams: optional(list<TeamNaming>()),
    /** `draft` without a timetable, `planned` with one that passed the check, `graded` once final grades are confirmed, `withdrawn` (撤班) before that. */
    state: oneOf<'draft' | 'planned' | 'graded' | 'published' | 'withdrawn'>(),
    withdrawal: optional(value<ClassWithdrawal>()),
    /** Oldest first. */
    changes: optional(list<ClassChange>()),
    /** Oldest first. */
    keepers: optional(list<KeeperNaming>()),
    /** Oldest first. */
    listsTakenBack: optional(list<ListTakenBack>()),
    formerTimetable: optional(value<FormerTimetable>()),
    createdBy: text,
    /** The item of the annual plan of which it was made; absent for a class that is not in a plan. */
    planItem: optional(text),
    timetableDraft: optional(value<TimetableDraft>()),
    /** The updates that replaced its timetable, oldest first: the one that is not the last any more does not do so again. */
    timetableUpdates: optional(texts),
    /** The update that made it, so that its second run finds the class. */
    byUpdate: text,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { teacherId: 1, closesOn: -1 }, usedBy: 'taughtBy' },
    { keys: { closesOn: 1 }, usedBy: 'endingFrom' },
    { keys: { planItem: 1 }, unique: true, onlyWith: 'planItem', usedBy: 'ofPlanItems, create' },
    { keys: { 'keepers.cadreId': 1 }, onlyWith: 'keepers', usedBy: 'withKeeper' },
    { keys: { 'rooms.teacherId': 1 }, onlyWith: 'rooms', usedBy: 'withRoomTeacher' },
  ],
);

/** A training class. Its number, e.g. `2026-01`, is its id. */
export type ClassRow = RowOf<typeof classes>;

/** Who keeps the roll of the class on this Beijing day. */
export function keepersOn({ keepers = [] }: Pick<ClassRow, 'keepers'>, dateOn: string): string[] {
  const monitor = keepers.findLast(({ post }) => post === 'monitor');
  return [monitor?.isOver ? undefined : monitor?.cadreId, dutyTraineeOn({ keepers }, dateOn)].filter(
    (each) => each !== undefined,
  );
}

/** The duty trainee of this Beijing day. */
export function dutyTraineeOn({ keepers = [] }: Pick<ClassRow, 'keepers'>, dateOn: string): string | undefined {
  return keepers.findLast((each) => each.post === 'duty' && each.dateOn === dateOn)?.cadreId;
}

/** Whether the class is neither graded nor withdrawn, so that it may still be changed. */
export function isNotGraded({ state }: ClassRow): boolean {
  return state === 'draft' || state === 'planned';
}

/** Whether the county holds the class itself: timetable, roll, scores and grades are kept of no other. */
export function isHeldHere({ organiser }: Pick<ClassRow, 'organiser'>): boolean {
  return organiser === undefined;
}

/** Who was named to evaluate this class; nothing where it is done by whoever has the role. */
export function teamOf({ teams = [] }: Pick<ClassRow, 'teams'>): readonly string[] | undefined {
  const cadreIds = teams.at(-1)?.cadreIds ?? [];
  return cadreIds.length === 0 ? undefined : cadreIds;
}

/** The number of the naming that may come next. */
export function nextTeam({ teams = [] }: Pick<ClassRow, 'teams'>): number {
  return teams.length + 1;
}

/** Whether this update named its evaluation team. */
export function isTeamNamedBy(row: ClassRow | null, updateId: string): row is ClassRow {
  return isNoted(row, 'teams.byUpdate', updateId);
}

/** Whether no other timetable was stored for the class since. */
export function hasTimetableOf(
  present: Pick<ClassRow, 'timetableUpdates'>,
  since: Pick<ClassRow, 'timetableUpdates'>,
): boolean {
  return present.timetableUpdates?.at(-1) === since.timetableUpdates?.at(-1);
}

/** Whether this update changed the class. */
export function isChangedBy(row: ClassRow | null, updateId: string): row is ClassRow {
  return isNoted(row, 'changes.byUpdate', updateId);
}

/** The card that asks this person of the organisation department to call up for a class whose timetable stands. */
export function callUpDueKey(classId: string, cadreId: string): `call-up-due:${string}` {
  return `call-up-due:${classId}:${cadreId}`;
}
