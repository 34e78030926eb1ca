import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { PlaceDecision } from './drop-out.ts';

/** What whoever held a class elsewhere says of a trainee, or that it was entered by mistake. */
export interface OutsideResult {
  what: 'completed' | 'notCompleted' | 'takenBack';
  minutes: number;
  score?: number;
  by: string;
  byUpdate: string;
  at: Date;
}

/** What a trainee lets the class see of them (通讯录). */
export const CONTACT_CHOICES = ['phone', 'unit', 'none'] as const;
export type ContactChoice = (typeof CONTACT_CHOICES)[number];

interface ContactEntry {
  shows: ContactChoice;
  byUpdate: string;
  at: Date;
}

/** Where a trainee sits (座位), until another entry. */
export interface TraineePlace {
  /** The number of a branch classroom; absent for the main one. */
  room?: string;
  seat?: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const enrollments = rows(
  'enrollments',
  {
    classId: text,
    cadreId: text,
    unitId: text,
    name: text,
    /** `completed` and `notCompleted` (不予结业) once the results are published. */
    state: oneOf<'enrolled' | 'withdrawn' | 'completed' | 'notCompleted'>(),
    enrolledAt: date,
    /** What was decided about their place, oldest first. */
    decisions: optional(list<PlaceDecision>()),
    /** Of a class held elsewhere, oldest first; the last holds. */
    outside: optional(list<OutsideResult>()),
    /** Where they sit, oldest first; the last holds. */
    places: optional(list<TraineePlace>()),
    /** What the class may see of them, oldest first; the last holds, and nothing is shown of who has not said so. */
    contactChoices: optional(list<ContactEntry>()),
  },
  [
    { keys: { classId: 1, state: 1 }, usedBy: 'traineesOf, ofClass, completedOf' },
    { keys: { cadreId: 1, enrolledAt: -1 }, usedBy: 'ofCadre' },
  ],
);

/** A cadre as trainee of one class; the id is `<class>:<cadre>`. */
export type EnrollmentRow = RowOf<typeof enrollments>;

export class EnrollmentStore {
  readonly #enrollments: Collection<EnrollmentRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#enrollments = database.of(enrollments, { asRead: presentNames });
  }

  /** Enrols people, also those who were withdrawn; doing it again changes nothing. */
  async enrol(list: readonly EnrollmentRow[]): Promise<void> {
    const present = await this.#enrollments.insertMissing(list);
    if (present.size === 0) return;
    const ids = list.filter((_, position) => present.has(position)).map((row) => row._id);
    await this.#enrollments.updateMany({ _id: among(ids), state: 'withdrawn' }, { $set: { state: 'enrolled' } });
  }

  byId(classId: string, cadreId: string) {
    return this.#enrollments.byId(`${classId}:${cadreId}`);
  }

  /** Those who take part, without those who were withdrawn. */
  traineesOf(classId: string) {
    const state = among(['enrolled', 'completed', 'notCompleted']);
    return this.#enrollments.find({ classId, state }, { sort: { _id: 1 } });
  }

  /** Everyone ever enrolled in the class, including those who were withdrawn. */
  ofClass(classId: string) {
    return this.#enrollments.find({ classId }, { sort: { _id: 1 } });
  }

  /** One person's classes, newest first. */
  ofCadre(cadreId: string) {
    return this.#enrollments.find({ cadreId }, { sort: { enrolledAt: -1 } });
  }

  /** Notes a decision about somebody's place, which takes or gives it. @returns the row as it is now */
  decide(classId: string, cadreId: string, decision: PlaceDecision): Promise<EnrollmentRow | null> {
    return once(this.#enrollments, `${classId}:${cadreId}`, 'decisions.byUpdate', decision.byUpdate, ({ state }) => {
      const from = decision.what === 'restored' ? ('withdrawn' as const) : ('enrolled' as const);
      if (state !== from) return undefined;
      const to = decision.what === 'droppedOut' ? ('withdrawn' as const) : ('enrolled' as const);
      return { given: { state: from }, change: { $set: { state: to }, $push: { decisions: decision } } };
    });
  }

  /** Notes the result of a class held elsewhere, which takes the place of what was entered before. @returns the row as it is now */
  giveOutsideResult(classId: string, cadreId: string, result: OutsideResult): Promise<EnrollmentRow | null> {
    return once(this.#enrollments, `${classId}:${cadreId}`, 'outside.byUpdate', result.byUpdate, ({ state }) => {
      if (state === 'withdrawn') return undefined;
      const to = result.what === 'takenBack' ? ('enrolled' as const) : result.what;
      return { given: { state }, change: { $set: { state: to }, $push: { outside: result } } };
    });
  }

  /** Notes where a trainee sits; the same update does it once. @returns the row as it is now */
  seat(classId: string, cadreId: string, place: TraineePlace): Promise<EnrollmentRow | null> {
    return once(this.#enrollments, `${classId}:${cadreId}`, 'places.byUpdate', place.byUpdate, () => ({
      given: {},
      change: { $push: { places: place } },
    }));
  }

  /** Notes what a trainee lets the class see; the same update does it once. */
  async chooseContact(classId: string, cadreId: string, choice: ContactEntry): Promise<void> {
    await once(this.#enrollments, `${classId}:${cadreId}`, 'contactChoices.byUpdate', choice.byUpdate, () => ({
      given: {},
      change: { $push: { contactChoices: choice } },
    }));
  }

  /** Notes how the class ended for these people, or ended after a correction; whoever was withdrawn stays so, and doing it again changes nothing. */
  async end(
    results: readonly { classId: string; cadreId: string; outcome: 'withdrawn' | 'completed' | 'notCompleted' }[],
  ): Promise<void> {
    const idsOf = (outcome: EnrollmentRow['state']) =>
      results.filter((each) => each.outcome === outcome).map(({ classId, cadreId }) => `${classId}:${cadreId}`);
    await this.#enrollments.updateEach(
      (['withdrawn', 'completed', 'notCompleted'] as const).map((state) => ({
        filter: { _id: among(idsOf(state)), state: among(['enrolled', 'completed', 'notCompleted']) },
        change: { $set: { state } },
        all: true,
      })),
    );
  }

  /** Who has completed the class. */
  async completedOf(classId: string): Promise<string[]> {
    const rows = await this.#enrollments.findFields({ classId, state: 'completed' }, ['cadreId']);
    return rows.map(({ cadreId }) => cadreId);
  }

  /** Changes a trainee's state; `false` if they were not, or no longer, enrolled. */
  move(classId: string, cadreId: string, to: 'withdrawn' | 'completed' | 'notCompleted'): Promise<boolean> {
    const movable = { _id: `${classId}:${cadreId}`, state: among(['enrolled', to]) };
    return this.#enrollments.updateOne(movable, { $set: { state: to } });
  }
}

/** The enrollment that follows from a call-up. */
export function enrollmentOf(
  { classId, cadreId, unitId, name }: Pick<EnrollmentRow, 'classId' | 'cadreId' | 'unitId' | 'name'>,
  enrolledAt: Date,
): EnrollmentRow {
  return { _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled', enrolledAt };
}

/** Where a trainee sits now; nothing where nobody has said so. */
export function placeOf({ places }: Pick<EnrollmentRow, 'places'>): TraineePlace | undefined {
  return places?.at(-1);
}

/** What the class may see of a trainee. */
export function contactChoiceOf({ contactChoices }: Pick<EnrollmentRow, 'contactChoices'>): ContactChoice {
  return contactChoices?.at(-1)?.shows ?? 'none';
}
