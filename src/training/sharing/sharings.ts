import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { within } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';

const sharings = rows(
  'sharings',
  {
    classId: text,
    className: text,
    cadreId: text,
    name: text,
    unitId: text,
    /** `asked` for an outline, also once it was taken back; `given`; `cancelled`: speaks no longer. */
    state: oneOf<'asked' | 'given' | 'cancelled'>(),
    /** Until the end of this day the outline is given, changed and taken back; after it everybody may read it. */
    dueOn: text,
    topic: optional(text),
    words: optional(text),
    givenAt: optional(date),
    askedBy: text,
    /** The update that asked last: a card that was sent for an earlier one asks no more. */
    askedByUpdate: text,
    revision: number,
    updates: texts,
  },
  [
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { cadreId: 1, dueOn: -1 }, usedBy: 'ofCadre' },
    { keys: { state: 1, dueOn: -1 }, usedBy: 'given, waiting' },
  ],
);

/** What an excellent trainee shares with the others at the closing (经验交流); the id is `<class>:<cadre>`. */
export type SharingRow = RowOf<typeof sharings>;

/** Some years of a county: a few speakers a class. */
const mostSearched = 2_000;

/** A speaker as chosen. */
export type ChosenSpeaker = Pick<
  SharingRow,
  'classId' | 'className' | 'cadreId' | 'name' | 'unitId' | 'dueOn' | 'askedBy'
>;

export class SharingStore {
  readonly #sharings: Collection<SharingRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#sharings = database.of(sharings, { asRead: presentNames });
  }

  byId(classId: string, cadreId: string) {
    return this.#sharings.byId(`${classId}:${cadreId}`);
  }

  ofClass(classId: string) {
    return this.#sharings.find({ classId });
  }

  /** Of one person, the latest first. */
  ofCadre(cadreId: string) {
    return this.#sharings.find({ cadreId }, { sort: { cadreId: 1, dueOn: -1 } });
  }

  /** The newest that were given. */
  given() {
    return this.#sharings.find({ state: 'given' }, { sort: { state: 1, dueOn: -1 }, limit: mostSearched });
  }

  /** Those whose outline is missing and due from a day on, before another. */
  waiting(fromOn: string, beforeOn: string) {
    return this.#sharings.find({ state: 'asked', dueOn: within({ $gte: fromOn, $lt: beforeOn }) });
  }

  /** Asks somebody to speak, once for an update; who was given another day keeps what they gave. @returns as it is now */
  async choose(chosen: ChosenSpeaker, byUpdate: string): Promise<SharingRow | null> {
    const { classId, cadreId, dueOn, askedBy } = chosen;
    const _id = `${classId}:${cadreId}`;
    const first = { _id, ...chosen, state: 'asked' as const, askedByUpdate: byUpdate };
    await this.#sharings.insertNew({ ...first, revision: 1, updates: [byUpdate] });
    return once(this.#sharings, _id, 'updates', byUpdate, (present) => {
      const state = present.words === undefined ? ('asked' as const) : ('given' as const);
      return nextRevision(present, byUpdate, { state, dueOn, askedBy, askedByUpdate: byUpdate }, {});
    });
  }

  cancel(classId: string, cadreId: string, byUpdate: string): Promise<SharingRow | null> {
    return once(this.#sharings, `${classId}:${cadreId}`, 'updates', byUpdate, (present) =>
      present.state === 'cancelled' ? undefined : nextRevision(present, byUpdate, { state: 'cancelled' as const }, {}),
    );
  }

  /** Keeps an outline in place of the one before; nothing for who speaks no longer. */
  give(
    { classId, cadreId }: Pick<SharingRow, 'classId' | 'cadreId'>,
    outline: Required<Pick<SharingRow, 'topic' | 'words' | 'givenAt'>>,
    byUpdate: string,
  ): Promise<SharingRow | null> {
    return once(this.#sharings, `${classId}:${cadreId}`, 'updates', byUpdate, (present) =>
      present.state === 'cancelled'
        ? undefined
        : nextRevision(present, byUpdate, { ...outline, state: 'given' as const }, {}),
    );
  }

  /** Takes an outline back: nothing of it is kept. */
  takeBack(
    { classId, cadreId }: Pick<SharingRow, 'classId' | 'cadreId'>,
    byUpdate: string,
  ): Promise<SharingRow | null> {
    return once(this.#sharings, `${classId}:${cadreId}`, 'updates', byUpdate, (present) => {
      if (present.state !== 'given') return undefined;
      const { given, change } = nextRevision(present, byUpdate, { state: 'asked' as const }, {});
      return { given, change: { ...change, $unset: { topic: 1, words: 1, givenAt: 1 } } };
    });
  }
}
