import { createHash } from 'node:crypto';
import { comparable } from '../../chat/plain-text.ts';
import { spelled } from '../../county/spelling.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { type FieldsOf, list, oneOf, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { FacultyRules } from './faculty-rules.ts';
import {
  type Evaluation,
  type Lecturer,
  type LecturerCourse,
  type LecturerEntry,
  type LecturerState,
  needsReview,
} from './lecturer.ts';

/** Who changed a record of the pool, by which update, and what. */
export interface PoolChange {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** As people read it, e.g. `状态由“在库”改为“暂停”`. */
  what: string;
  reason?: string;
  /** For taking it back: the fields as they were. */
  former?: Partial<Omit<Lecturer, 'name' | 'unit'>>;
}

const lecturerFields = {
  name: text,
  unit: text,
  post: text,
  kind: oneOf<Lecturer['kind']>(),
  rank: text,
  tags: texts,
  courses: list<LecturerCourse>(),
  proposer: text,
  approvedBy: text,
  feeClass: text,
  validFromOn: text,
  validToOn: text,
  state: oneOf<LecturerState>(),
  stateReason: text,
} satisfies FieldsOf<Lecturer>;

const lecturers = rows(
  'lecturers',
  {
    ...lecturerFields,
    /** `zhangsan` and `zs`. */
    pinyin: text,
    initials: text,
    /** Oldest first. */
    evaluations: list<Evaluation & { by: string; byUpdate: string; enteredAt: Date }>(),
    /** Oldest first. */
    changes: list<PoolChange>(),
  },
  [{ keys: { state: 1 }, usedBy: 'all' }],
);

/** A lecturer of the county's pool. The id follows from name and unit. */
export type LecturerRow = RowOf<typeof lecturers>;

/** The fields one change may set. */
export type LecturerChange = NonNullable<PoolChange['former']>;

type Entry = Pick<PoolChange, 'by' | 'byUpdate' | 'enteredAt'>;

export class LecturerStore {
  readonly #lecturers: Collection<LecturerRow>;

  constructor(database: Database) {
    this.#lecturers = database.of(lecturers);
  }

  /** The whole pool, by name; a county has some hundreds. */
  async all(): Promise<LecturerRow[]> {
    const found = await this.#lecturers.find({ state: among(['proposed', 'active', 'paused', 'left']) });
    return found.sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a._id < b._id ? -1 : 1));
  }

  byId(id: string) {
    return this.#lecturers.byId(id);
  }

  /**
   * Enters lecturers; those who are there get what is said of them, with their other courses kept. The same update does it once.
   * @param usual - the validity of those of whom none is said
   * @param what - how the change is called in their history
   */
  async put(
    list: readonly LecturerEntry[],
    usual: Pick<Lecturer, 'validFromOn' | 'validToOn'>,
    entry: Entry,
    what: string,
  ): Promise<void> {
    for (const each of list) {
      const _id = lecturerId(each);
      const fresh: Lecturer = { state: 'active', stateReason: '', ...usual, ...each };
      const row = { _id, ...fresh, ...spelled(each.name), evaluations: [], changes: [{ ...entry, what }] };
      if (await this.#lecturers.insertNew(row)) continue;
      await once(this.#lecturers, _id, 'changes.byUpdate', entry.byUpdate, (present) => {
        const isOtherState = each.state !== undefined && each.state !== present.state;
        const courses = merged(present.courses, each.courses);
        const set = { ...each, courses, ...(isOtherState ? { stateReason: '' } : {}) };
        const { name: _, unit: __, ...fields } = set;
        const former = Object.fromEntries(
          Object.keys(fields).map((key) => [key, present[key as keyof LecturerChange]]),
        );
        return { given: {}, change: { $set: set, $push: { changes: { ...entry, what, former } } } };
      });
    }
  }

  /** Takes a lecturer out again who was entered by mistake. */
  async remove(id: string): Promise<void> {
    await this.#lecturers.deleteMany({ _id: id });
  }

  /** Changes one lecturer, once. @returns the row as it is now; `isChangedBy` tells whether this update changed it */
  change(
    id: string,
    set: LecturerChange,
    entry: Entry & Pick<PoolChange, 'what' | 'reason'>,
  ): Promise<LecturerRow | null> {
    return once(this.#lecturers, id, 'changes.byUpdate', entry.byUpdate, (present) => {
      const former = Object.fromEntries(Object.keys(set).map((name) => [name, present[name as keyof LecturerChange]]));
      return { given: {}, change: { $set: set, $push: { changes: { ...entry, former } } } };
    });
  }

  /** Enters what trainees gave a lesson, once; whoever is below the points too often running is paused. */
  evaluate(
    id: string,
    evaluation: Evaluation & Entry,
    rules: Pick<FacultyRules, 'review'>,
    reason: string,
  ): Promise<LecturerRow | null> {
    return once(this.#lecturers, id, 'evaluations.byUpdate', evaluation.byUpdate, (present) => {
      const paused = present.state === 'active' && needsReview([...present.evaluations, evaluation], rules);
      return {
        given: { state: present.state },
        change: {
          ...(paused ? { $set: { state: 'paused' as const, stateReason: reason } } : {}),
          $push: { evaluations: evaluation },
        },
      };
    });
  }

  /**
   * Takes out the newest evaluation of a lesson of this title, once; whoever was paused for `reason` is no longer.
   * @returns the row as it is now; `isChangedBy` tells whether this update took one out
   */
  withdrawEvaluation(id: string, title: string, entry: Entry & Pick<PoolChange, 'what'>, reason: string) {
    return once(this.#lecturers, id, 'changes.byUpdate', entry.byUpdate, (present) => {
      const last = present.evaluations.findLast((each) => comparable(each.title) === comparable(title));
      if (last === undefined) return undefined;
      const isFree = present.state === 'paused' && present.stateReason === reason;
      return {
        given: { state: present.state },
        change: {
          ...(isFree ? { $set: { state: 'active' as const, stateReason: '' } } : {}),
          $pull: { evaluations: { byUpdate: last.byUpdate } },
          $push: { changes: entry },
        },
      };
    });
  }
}

/** Whether this update changed the lecturer. */
export function isChangedBy(row: LecturerRow | null, updateId: string): row is LecturerRow {
  return isNoted(row, 'changes.byUpdate', updateId);
}

export function lecturerId({ name, unit }: Pick<Lecturer, 'name' | 'unit'>): string {
  return createHash('sha256')
    .update(JSON.stringify([comparable(name), comparable(unit)]))
    .digest('hex')
    .slice(0, 16);
}

/** The courses of a sheet in place of those of the same title; the others stay. */
function merged(before: readonly LecturerCourse[], fresh: readonly LecturerCourse[]): LecturerCourse[] {
  const titles = new Set(fresh.map(({ title }) => comparable(title)));
  return [...before.filter(({ title }) => !titles.has(comparable(title))), ...fresh];
}
