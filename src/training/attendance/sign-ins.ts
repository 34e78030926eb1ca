import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, type Change, type Filter } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { isEnteredBy, stateBefore, stateOf } from './mark-history.ts';
import {
  type EarlyLeave,
  type MarkState,
  type RollEntry,
  type SignInCorrection,
  type SignInRow,
  signIns,
} from './sign-in-row.ts';

/** What a roll says of one trainee at one session. */
export interface RolledMark extends Pick<SignInRow, 'classId' | 'sessionId' | 'cadreId' | 'at'> {
  entry: RollEntry;
}

/** A mark to enter for a trainee. */
export interface CorrectedMark extends Pick<SignInRow, 'classId' | 'sessionId' | 'cadreId' | 'at'> {
  correction: Omit<SignInCorrection, 'replacedAt' | 'before' | 'takesOut'>;
}

export class SignInStore {
  readonly #marks: Collection<SignInRow>;

  constructor(database: Database) {
    this.#marks = database.of(signIns);
  }

  async byId(sessionId: string, cadreId: string): Promise<SignInRow | null> {
    const mark = await this.#marks.byId(idOf(sessionId, cadreId));
    return mark === null || mark.takenOutAt !== undefined ? null : mark;
  }

  async ofSession(sessionId: string): Promise<SignInRow[]> {
    return (await this.#marks.find({ sessionId })).filter(counts);
  }

  async ofClass(classId: string): Promise<SignInRow[]> {
    return (await this.#marks.find({ classId })).filter(counts);
  }

  async ofTrainee(classId: string, cadreId: string): Promise<SignInRow[]> {
    return (await this.#marks.find({ classId, cadreId })).filter(counts);
  }

  /** One trainee's marks at these sessions, also those that were taken out. */
  async history(sessionIds: readonly string[], cadreId: string): Promise<SignInRow[]> {
    const marks = await Promise.all(sessionIds.map((sessionId) => this.#marks.byId(idOf(sessionId, cadreId))));
    return marks.filter((mark) => mark !== null);
  }

  /** The marks at these sessions into which this update entered something, also those that were taken out since. */
  async enteredBy(sessionIds: readonly string[], byUpdate: string): Promise<SignInRow[]> {
    const marks = await Promise.all(sessionIds.map((sessionId) => this.#marks.find({ sessionId })));
    return marks.flat().filter((mark) => isEnteredBy(mark, byUpdate));
  }

  /** Inserts marks of a demo. */
  async fill(marks: readonly SignInRow[]): Promise<void> {
    await this.#marks.insertMissing(marks);
  }

  /**
   * Signs in, unless there is a mark already; whoever comes after a roll that missed them is there. The same update does it once.
   * @returns the mark that counts; its `byUpdate` shows whether it is this one
   */
  async add(
    mark: Pick<SignInRow, 'sessionId' | 'classId' | 'cadreId' | 'at' | 'byUpdate' | 'room'>,
  ): Promise<SignInRow> {
    const row: SignInRow = { _id: idOf(mark.sessionId, mark.cadreId), ...mark };
    if ((await this.#marks.insertMissing([row])).size === 0) return row;
    const { at, byUpdate, room } = mark;
    const present = await once(this.#marks, row._id, 'ownSignIns.byUpdate', byUpdate, (found) => {
      // What it entered in an earlier run may have been taken out since: that stays so.
      if (found.byUpdate === byUpdate || (counts(found) && found.byRoll !== 'absent')) return undefined;
      const ownSignIns = { byUpdate, enteredAt: at, before: stateOf(found) };
      const $unset = { byRoll: 1, lateMinutes: 1, takenOutAt: 1, leftEarlyAt: 1 } as const;
      return {
        given: asRead(found),
        change: { $set: { at, byUpdate, ...(room && { room }) }, $unset, $push: { ownSignIns } },
      };
    });
    return present ?? row;
  }

  /**
   * Stores what a roll says; the same update says it once. A later roll replaces an earlier one; whoever signed in themselves keeps that.
   * @param by - an absence, which staff of the class recorded, only they take back
   */
  async callRoll(marks: readonly RolledMark[], by: 'staff' | 'keeper'): Promise<void> {
    const rows = marks.map(({ entry, ...facts }): SignInRow => {
      const _id = idOf(facts.sessionId, facts.cadreId);
      const rolled = { byUpdate: entry.byUpdate, byRoll: entry.result, rolls: [{ ...entry, before: {} }] };
      return { _id, ...facts, ...rolled, ...minutesOf(entry) };
    });
    const present = await this.#marks.insertMissing(rows);
    for (const position of present) {
      const mark = marks[position];
      if (mark !== undefined) await this.#rollAgain(mark, by);
    }
  }

  async #rollAgain({ entry, at, ...mark }: RolledMark, by: 'staff' | 'keeper'): Promise<void> {
    const _id = idOf(mark.sessionId, mark.cadreId);
    await once(this.#marks, _id, 'rolls.byUpdate', entry.byUpdate, (present) => {
      const isFree = counts(present)
        ? present.byRoll !== undefined && !(present.byRoll === 'absent' && by === 'keeper')
        : true;
      if (!isFree) return undefined;
      const rolls = { ...entry, before: stateOf(present) };
      const $set = { at, byRoll: entry.result, ...minutesOf(entry) };
      const $unset = { takenOutAt: 1, ...(entry.lateMinutes === undefined && { lateMinutes: 1 as const }) } as const;
      return { given: asRead(present), change: { $set, $unset, $push: { rolls } } };
    });
  }

  /** Enters or replaces a mark, with its author; the same update does it once. Also clears a record of leaving early. */
  async correct(mark: CorrectedMark): Promise<void> {
    const { correction, ...facts } = mark;
    const _id = idOf(mark.sessionId, mark.cadreId);
    const { byUpdate } = correction;
    const first = { ...correction, before: {} };
    const added = await this.#marks.insertMissing([{ _id, ...facts, byUpdate, corrections: [first] }]);
    if (added.size === 0) return;
    await once(this.#marks, _id, 'corrections.byUpdate', byUpdate, (present) => ({
      given: asRead(present),
      change: {
        $set: { at: mark.at },
        $unset: { leftEarlyAt: 1, byRoll: 1, lateMinutes: 1, takenOutAt: 1 },
        $push: { corrections: { ...correction, ...replaced(present) } },
      },
    }));
  }

  /** Records that somebody left a session they had signed in to. The last record counts; the same update makes one. */
  async leaveEarly(sessionId: string, cadreId: string, entry: EarlyLeave): Promise<void> {
    await once(this.#marks, idOf(sessionId, cadreId), 'earlyLeaves.byUpdate', entry.byUpdate, (present) => ({
      given: asRead(present),
      change: {
        $set: { leftEarlyAt: entry.leftAt },
        $push: { earlyLeaves: { ...entry, before: stateOf(present) } },
      },
    }));
  }

  /**
   * Takes out what an update entered, so that what counted before it counts again; as long as nothing was entered after it. The same update
   * does it once. Everything stays on the mark.
   * @param takesOut - the update whose entries are taken out
   */
  async takeOut({ _id }: SignInRow, takesOut: string, entry: CorrectedMark['correction']): Promise<void> {
    await once(this.#marks, _id, 'corrections.byUpdate', entry.byUpdate, (present) => {
      const before = stateBefore(present, takesOut);
      if (before === undefined) return undefined;
      const corrections = { ...entry, ...replaced(present), takesOut };
      return { given: asRead(present), change: { ...becomes(before, entry.enteredAt), $push: { corrections } } };
    });
  }
}

const counts = ({ takenOutAt }: SignInRow) => takenOutAt === undefined;

const minutesOf = ({ lateMinutes }: RollEntry) => (lateMinutes === undefined ? {} : { lateMinutes });

/** The mark as it was read, so that a change rests on what counted then. */
function asRead({ at, leftEarlyAt, byRoll, lateMinutes, takenOutAt }: SignInRow): Filter<SignInRow> {
  return {
    at,
    leftEarlyAt: leftEarlyAt ?? absent(),
    byRoll: byRoll ?? absent(),
    lateMinutes: lateMinutes ?? absent(),
    takenOutAt: takenOutAt ?? absent(),
  };
}

function replaced(present: SignInRow): Pick<SignInCorrection, 'replacedAt' | 'before'> {
  const before = stateOf(present);
  return { before, ...(before.at && { replacedAt: before.at }) };
}

/** What a mark is to be from now on. */
function becomes({ at, leftEarlyAt, byRoll, lateMinutes }: MarkState, takenOutAt: Date): Change<SignInRow> {
  return {
    $set: {
      ...(at === undefined ? { takenOutAt } : { at }),
      ...(leftEarlyAt && { leftEarlyAt }),
      ...(byRoll && { byRoll }),
      ...(lateMinutes !== undefined && { lateMinutes }),
    },
    $unset: {
      ...(at !== undefined && { takenOutAt: 1 }),
      ...(leftEarlyAt === undefined && { leftEarlyAt: 1 }),
      ...(byRoll === undefined && { byRoll: 1 }),
      ...(lateMinutes === undefined && { lateMinutes: 1 }),
    },
  };
}

function idOf(sessionId: string, cadreId: string): string {
  return `${sessionId}:${cadreId}`;
}
