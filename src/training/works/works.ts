import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { list, number, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { Likeness } from './likeness.ts';
import type { WorkType } from './work-file.ts';
import type { WorkMark } from './work-marks.ts';

/** What the author says of the use of artificial intelligence. */
export const AI_USES = ['none', 'search', 'polish', 'draft'] as const;
export type AiUse = (typeof AI_USES)[number];

/** A file as it was handed in; the last one is what is read. */
export interface WorkVersion {
  /** The sealed file, among the proofs. */
  file: string;
  type: WorkType;
  at: Date;
  /** 0 for what came in time. */
  lateDays: number;
  aiUse: AiUse;
  /** How many characters it has, where its text can be read. */
  characters?: number;
  byUpdate: string;
}

/** That a version was sent back to be revised. */
export interface WorkReturn {
  version: number;
  reason: string;
  /** The last day for the revision. */
  untilOn: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const works = rows(
  'works',
  {
    assignmentId: text,
    classId: text,
    cadreId: text,
    /** Under which the markers read it; counts within the assignment, from 1, in the order of handing in. */
    number,
    byUpdate: text,
    state: oneOf<'handedIn' | 'returned' | 'takenBack'>(),
    versions: list<WorkVersion>(),
    marks: list<WorkMark>(),
    returns: list<WorkReturn>(),
    /** Of the last version: the work of the archive it is most like. */
    likeness: optional(value<Likeness>()),
    /** Every update that changed it. */
    updates: texts,
    /** Counts its changes, so that each rests on what it has seen. */
    revision: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { assignmentId: 1, number: 1 }, unique: true, usedBy: 'create, of' },
    { keys: { cadreId: 1, assignmentId: 1 }, usedBy: 'ofTrainee, by' },
  ],
);

/** What one trainee handed in for one assignment; its number, e.g. `2026-01-W1-3`, is its id. */
export type WorkRow = RowOf<typeof works>;

type Changed = Partial<Pick<WorkRow, 'state' | 'likeness' | 'marks'>>;
interface Added {
  version?: WorkVersion;
  mark?: WorkMark;
  back?: WorkReturn;
}

export class WorkStore {
  readonly #works: Collection<WorkRow>;

  constructor(database: Database) {
    this.#works = database.of(works);
  }

  byId(id: string) {
    return this.#works.byId(id);
  }

  /** Inserts a demo's past works. */
  async fill(works: readonly WorkRow[]): Promise<void> {
    await this.#works.insertMissing(works);
  }

  /** What was handed in, also what was taken back, by number. */
  of(assignmentId: string): Promise<WorkRow[]> {
    return this.#works.find({ assignmentId }, { sort: { assignmentId: 1, number: 1 } });
  }

  ofTrainee(cadreId: string, assignmentIds: readonly string[]): Promise<WorkRow[]> {
    return this.#works.find({ cadreId, assignmentId: among(assignmentIds) });
  }

  by(assignmentId: string, cadreId: string): Promise<WorkRow | null> {
    return this.#works.findOne({ cadreId, assignmentId });
  }

  /** Hands in a first version under the assignment's next number; the same update does it once, who has one already is asked for it before (`by`). */
  async create(
    wanted: Pick<WorkRow, 'assignmentId' | 'classId' | 'cadreId' | 'byUpdate'>,
    version: WorkVersion,
  ): Promise<WorkRow> {
    const { assignmentId, byUpdate } = wanted;
    const last = async () => (await this.of(assignmentId)).at(-1)?.number ?? 0;
    return createNumbered(this.#works, wanted, last, (next) => ({
      ...{ _id: `${assignmentId}-${next}`, number: next, ...wanted, state: 'handedIn', versions: [version] },
      ...{ marks: [], returns: [], updates: [byUpdate], revision: 0 },
    }));
  }

  /**
   * Changes a work once for an update, which may do it again after a crash.
   * @param decide - what it becomes and what is added to it, resting on what it is; nothing for no change
   * @returns it as it is now; its `updates` tell whether this update changed it
   */
  act(
    id: string,
    updateId: string,
    decide: (present: WorkRow) => (Changed & Added & { unlike?: true }) | undefined,
  ): Promise<WorkRow | null> {
    return once(this.#works, id, 'updates', updateId, (present) => {
      const decided = decide(present);
      if (decided === undefined) return undefined;
      const { version, mark, back, unlike, ...set } = decided;
      const added = {
        ...(version && { versions: version }),
        ...(mark && { marks: mark }),
        ...(back && { returns: back }),
      };
      const step = nextRevision(present, updateId, set, added);
      return unlike === undefined ? step : { ...step, change: { ...step.change, $unset: { likeness: 1 as const } } };
    });
  }

  /** Notes what the version that this update handed in is like; another version, handed in meanwhile, has its own. */
  async noteLikeness(id: string, byUpdate: string, likeness: Likeness): Promise<void> {
    const present = await this.byId(id);
    if (present === null || present.versions.at(-1)?.byUpdate !== byUpdate) return;
    await this.#works.updateOne({ _id: id, revision: present.revision }, { $set: { likeness } });
  }
}

/** The version that is read now, and which it is, from 1. */
export function presentVersion({ versions }: Pick<WorkRow, 'versions'>): WorkVersion & { number: number } {
  return { ...(versions.at(-1) as WorkVersion), number: versions.length };
}

/** What a version's sealed file belongs to. */
export function versionAbout(workId: string, version: number): string {
  return `work:${workId}:${version}`;
}
