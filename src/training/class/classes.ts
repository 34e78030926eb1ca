import { RuleError } from '../../errors.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among, not, present, within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { list, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { RoomEntry } from '../rooms/class-rooms.ts';
import { type ClassDays, daysNoted } from './class-days.ts';
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

const classes = rows(
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

export class ClassStore {
  readonly #classes: Collection<ClassRow>;

  constructor(database: Database) {
    this.#classes = database.of(classes);
  }

  byId(id: string) {
    return this.#classes.byId(id);
  }

  /** Inserts a demo's past classes. */
  async fill(classes: readonly ClassRow[]): Promise<void> {
    await this.#classes.insertMissing(classes);
  }

  taughtBy(cadreId: string) {
    return this.#classes.find({ teacherId: cadreId });
  }

  /** Classes that end on this Beijing day or later. */
  endingFrom(dateOn: string) {
    return this.#classes.find({ closesOn: within({ $gte: dateOn }) }, { sort: { closesOn: 1 } });
  }

  /** Classes in which this person has or once had a post. */
  withKeeper(cadreId: string) {
    return this.#classes.find({ 'keepers.cadreId': cadreId, keepers: present() });
  }

  /** Classes of which this person looks after a branch classroom, or once did. */
  withRoomTeacher(cadreId: string) {
    return this.#classes.find({ 'rooms.teacherId': cadreId, rooms: present() });
  }

  /**
   * Enters what becomes of a branch classroom; the same update does it once.
   * @param decide - what is entered of the class as it is; nothing where there is nothing to do
   * @returns the class as it is now
   */
  enterRoom(
    id: string,
    byUpdate: string,
    decide: (present: ClassRow) => Omit<RoomEntry, 'byUpdate'> | undefined,
  ): Promise<ClassRow | null> {
    return once(this.#classes, id, 'rooms.byUpdate', byUpdate, (row) => {
      const entry = decide(row);
      if (entry === undefined) return undefined;
      // Two people who open one at the same moment get a number each.
      const isNew = row.rooms?.every(({ room }) => room !== entry.room) ?? true;
      return {
        given: isNew ? { 'rooms.room': not(entry.room) } : {},
        change: { $push: { rooms: { ...entry, byUpdate } } },
      };
    });
  }

  /**
   * Adds the next version of the scoring scheme of a class that is not graded; the same update does it once.
   * @param after - how many versions there were when it was proposed
   * @returns the class as it is now
   */
  addScheme(id: string, after: number, version: Omit<SchemeVersion, 'version'>): Promise<ClassRow | null> {
    return once(this.#classes, id, 'schemes.byUpdate', version.byUpdate, (row) => {
      if (!isNotGraded(row) || (row.schemes ?? []).length !== after) return undefined;
      const next = { ...version, version: after + 1 };
      return {
        given: { state: row.state, 'schemes.version': not(next.version) },
        change: { $push: { schemes: next } },
      };
    });
  }

  /**
   * Names the evaluation team of a class that is not graded; the same update does it once.
   * @returns the class as it is now; `isTeamNamedBy` tells whether this update named it
   */
  nameTeam(id: string, naming: TeamNaming): Promise<ClassRow | null> {
    const { version, byUpdate } = naming;
    return once(this.#classes, id, 'teams.byUpdate', byUpdate, (row) => {
      if (!isNotGraded(row) || nextTeam(row) !== version) return undefined;
      return { given: { state: row.state, 'teams.version': not(version) }, change: { $push: { teams: naming } } };
    });
  }

  /** Those of these classes of which a team was ever named. */
  withTeam(ids: readonly string[]) {
    return this.#classes.findFields({ _id: among(ids), teams: present() }, ['teams']);
  }

  /** The classes made of these items of the annual plan, those withdrawn left out. */
  ofPlanItems(items: readonly string[]) {
    return this.#classes.find({ planItem: among(items) });
  }

  /** Names who has a post; the same update does it once. */
  async nameKeeper(id: string, naming: KeeperNaming): Promise<void> {
    await this.nameKeepers(id, naming.byUpdate, [naming]);
  }

  /** The same for several posts at once. */
  async nameKeepers(id: string, byUpdate: string, namings: readonly KeeperNaming[]): Promise<void> {
    await once(this.#classes, id, 'keepers.byUpdate', byUpdate, ({ keepers = [] }) => ({
      given: {},
      change: { $push: { keepers: { $each: namings, $position: keepers.length } } },
    }));
  }

  /**
   * Creates a class with the year's next free number; the same update gives the same class.
   * @throws RuleError `plan.has-class` when another was made of the same item of the plan
   */
  create(year: string, wanted: Omit<ClassRow, '_id' | 'state'>): Promise<ClassRow> {
    return createNumbered(
      this.#classes,
      wanted,
      async () => {
        await this.#refuseTaken(wanted);
        return this.#lastOf(year);
      },
      (number) => ({
        _id: `${year}-${String(number).padStart(2, '0')}`,
        state: 'draft',
        ...wanted,
      }),
    );
  }

  /** Keeps a timetable until it is confirmed; the same update keeps it once, and one that was shown later stays. */
  async keepTimetable(
    id: string,
    timetableDraft: Omit<TimetableDraft, 'confirmedByUpdate'> & { shownAt: Date },
  ): Promise<void> {
    const before = [
      { timetableDraft: absent() },
      { 'timetableDraft.shownAt': absent() },
      { 'timetableDraft.shownAt': within({ $lte: timetableDraft.shownAt }) },
    ];
    const others = { _id: id, 'timetableDraft.byUpdate': not(timetableDraft.byUpdate) };
    await this.#classes.updateOne({ ...others, $or: before }, { $set: { timetableDraft } });
  }

  /** Confirms a kept timetable, once; the same update may do it again. @returns the class as it is now */
  async confirmTimetable(id: string, draft: string, byUpdate: string): Promise<ClassRow | null> {
    const waiting = { _id: id, 'timetableDraft.byUpdate': draft, 'timetableDraft.confirmedByUpdate': absent() };
    await this.#classes.updateOne(waiting, { $set: { 'timetableDraft.confirmedByUpdate': byUpdate } });
    return this.byId(id);
  }

  /** Forgets a timetable that was not confirmed. */
  async dropTimetable(id: string, draft: string): Promise<void> {
    const waiting = { _id: id, 'timetableDraft.byUpdate': draft, 'timetableDraft.confirmedByUpdate': absent() };
    await this.#classes.updateOne(waiting, { $unset: { timetableDraft: 1 } });
  }

  /**
   * Notes that an update replaces the timetable of a class that is not graded, once. @param shown - the class with the days into which the timetable fits
   * @returns the class as it is now; its `timetableUpdates` say which were noted
   */
  beginTimetable(
    { _id: id, opensOn, closesOn }: Pick<ClassRow, '_id' | keyof ClassDays>,
    byUpdate: string,
    formerTimetable?: FormerTimetable,
  ): Promise<ClassRow | null> {
    return once(this.#classes, id, 'timetableUpdates', byUpdate, (present) =>
      isNotGraded(present) && present.opensOn === opensOn && present.closesOn === closesOn
        ? {
            given: { state: present.state, opensOn, closesOn },
            change: { $push: { timetableUpdates: byUpdate }, ...(formerTimetable && { $set: { formerTimetable } }) },
          }
        : undefined,
    );
  }

  /** Notes that the former timetable comes back, once; the same update may do it again. @returns whether this update does */
  async bringFormerBack(id: string, replacedBy: string, byUpdate: string): Promise<boolean> {
    const waiting = {
      _id: id,
      'formerTimetable.byUpdate': replacedBy,
      'formerTimetable.undoneByUpdate': absent(),
    };
    await this.#classes.updateOne(waiting, { $set: { 'formerTimetable.undoneByUpdate': byUpdate } });
    return (await this.byId(id))?.formerTimetable?.undoneByUpdate === byUpdate;
  }

  /** Notes that an issued list was taken back; the same update does it once. */
  async noteListTakenBack(id: string, entry: ListTakenBack): Promise<void> {
    await once(this.#classes, id, 'listsTakenBack.byUpdate', entry.byUpdate, () => ({
      given: {},
      change: { $push: { listsTakenBack: entry } },
    }));
  }

  /** Changes the class's state; `false` if it was not in one of the states `from`. */
  move(id: string, from: readonly ClassRow['state'][], to: ClassRow['state']): Promise<boolean> {
    return this.#classes.updateOne({ _id: id, state: among([...from, to]) }, { $set: { state: to } });
  }

  /**
   * Changes a field of a class that is not graded; the same update does it once. What was not written before changes from `''`.
   * @param more - what follows from it
   * @returns the class as it is now; `isChangedBy` tells whether this update changed it
   */
  change(
    id: string,
    change: ClassChange & { field: ClassField },
    more: Partial<Pick<ClassRow, 'kind' | 'topicTag'>>,
  ): Promise<ClassRow | null> {
    const { field, from, to, byUpdate } = change;
    return once(this.#classes, id, 'changes.byUpdate', byUpdate, (present) => {
      if (!isNotGraded(present) || (present[field] ?? '') !== from) return undefined;
      const given = { state: present.state, [field]: present[field] ?? absent() };
      return { given, change: { $set: { ...more, [field]: to }, $push: { changes: change } } };
    });
  }

  /**
   * Holds a class that is not graded on other days; the same update does it once. A timetable is noted as replaced by this update, and the one
   * that stood is kept, so that a second run finds what is to be moved. It does nothing where the timetable was replaced since `shown` was read.
   * @param former - absent where there is no timetable
   * @returns the class as it is now; `isChangedBy` tells whether this update changed it
   */
  moveDays(
    shown: Pick<ClassRow, '_id' | 'timetableUpdates'>,
    { from, to }: { from: ClassDays; to: ClassDays },
    change: Omit<ClassChange, 'field' | 'from' | 'to'>,
    former?: FormerTimetable,
  ): Promise<ClassRow | null> {
    const { byUpdate } = change;
    const noted: ClassChange = { ...change, field: 'days', from: daysNoted(from), to: daysNoted(to) };
    return once(this.#classes, shown._id, 'changes.byUpdate', byUpdate, (present) => {
      const { state, opensOn, closesOn, timetableUpdates = absent() } = present;
      if (!isNotGraded(present) || opensOn !== from.opensOn || closesOn !== from.closesOn) return undefined;
      if (!hasTimetableOf(present, shown)) return undefined;
      return {
        given: { state, opensOn, closesOn, timetableUpdates },
        change: {
          $set: { ...to, ...(former && { formerTimetable: former }) },
          $push: { changes: noted, ...(former && { timetableUpdates: byUpdate }) },
        },
      };
    });
  }

  /**
   * Withdraws a class that is not graded; the same update may do it again.
   * @param unlessBegun - only as long as nobody has entered a timetable
   * @returns the class as it is now, withdrawn by this update or not
   */
  withdraw(id: string, withdrawal: ClassWithdrawal, { unlessBegun = false } = {}): Promise<ClassRow | null> {
    return once(this.#classes, id, 'withdrawal.byUpdate', withdrawal.byUpdate, (present) => {
      if (!isNotGraded(present) || (unlessBegun && present.timetableUpdates !== undefined)) return undefined;
      const given = { state: present.state, ...(unlessBegun ? { timetableUpdates: absent() } : {}) };
      const { planItem } = present;
      if (planItem === undefined) return { given, change: { $set: { state: 'withdrawn', withdrawal } } };
      const change = { $set: { state: 'withdrawn' as const, withdrawal: { ...withdrawal, planItem } } };
      return { given, change: { ...change, $unset: { planItem: 1 as const } } };
    });
  }

  async #refuseTaken({ planItem }: Pick<ClassRow, 'planItem'>): Promise<void> {
    if (planItem === undefined) return;
    const [made] = await this.ofPlanItems([planItem]);
    if (made !== undefined) throw new RuleError('plan.has-class', { number: planItem, classId: made._id });
  }

  async #lastOf(year: string): Promise<number> {
    const ofYear = await this.#classes.findFields({ _id: within({ $gte: `${year}-`, $lt: `${year}.` }) }, []);
    return Math.max(0, ...ofYear.map(({ _id }) => Number(_id.slice(5))));
  }
}

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
