import type { Collection } from '../../store/collection.ts';
import { absent, not, within } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import type { ClassDays } from './class-days.ts';
import { type ClassRow, type FormerTimetable, isNotGraded, type TimetableDraft } from './classes.ts';

/** The timetable of a class as a whole: what waits to be confirmed, which update replaced it, and the one that stood before. */
export class TimetableStore {
  readonly #classes: Collection<ClassRow>;

  constructor(classes: Collection<ClassRow>) {
    this.#classes = classes;
  }

  /** Keeps a timetable until it is confirmed; the same update keeps it once, and one that was shown later stays. */
  async keep(id: string, timetableDraft: Omit<TimetableDraft, 'confirmedByUpdate'> & { shownAt: Date }): Promise<void> {
    const before = [
      { timetableDraft: absent() },
      { 'timetableDraft.shownAt': absent() },
      { 'timetableDraft.shownAt': within({ $lte: timetableDraft.shownAt }) },
    ];
    const others = { _id: id, 'timetableDraft.byUpdate': not(timetableDraft.byUpdate) };
    await this.#classes.updateOne({ ...others, $or: before }, { $set: { timetableDraft } });
  }

  /** Confirms a kept timetable, once; the same update may do it again. @returns the class as it is now */
  async confirm(id: string, draft: string, byUpdate: string): Promise<ClassRow | null> {
    const waiting = { _id: id, 'timetableDraft.byUpdate': draft, 'timetableDraft.confirmedByUpdate': absent() };
    await this.#classes.updateOne(waiting, { $set: { 'timetableDraft.confirmedByUpdate': byUpdate } });
    return this.#classes.byId(id);
  }

  /** Forgets a timetable that was not confirmed. */
  async drop(id: string, draft: string): Promise<void> {
    const waiting = { _id: id, 'timetableDraft.byUpdate': draft, 'timetableDraft.confirmedByUpdate': absent() };
    await this.#classes.updateOne(waiting, { $unset: { timetableDraft: 1 } });
  }

  /**
   * Notes that an update replaces the timetable of a class that is not graded, once. @param shown - the class with the days into which the timetable fits
   * @returns the class as it is now; its `timetableUpdates` say which were noted
   */
  begin(
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
    return (await this.#classes.byId(id))?.formerTimetable?.undoneByUpdate === byUpdate;
  }
}
