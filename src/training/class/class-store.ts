import { RuleError } from '../../errors.ts';
import type { Collection } from '../../store/collection.ts';
import { absent, among, not, present, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import type { RoomEntry } from '../rooms/class-rooms.ts';
import { type ClassDays, daysNoted } from './class-days.ts';
import {
  type ClassChange,
  type ClassField,
  type ClassRow,
  type ClassWithdrawal,
  type FormerTimetable,
  hasTimetableOf,
  isNotGraded,
  type KeeperNaming,
  type ListTakenBack,
  nextTeam,
  type TeamNaming,
} from './classes.ts';
import type { SchemeVersion } from './scheme-versions.ts';

export class ClassStore {
  readonly #classes: Collection<ClassRow>;

  constructor(classes: Collection<ClassRow>) {
    this.#classes = classes;
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
