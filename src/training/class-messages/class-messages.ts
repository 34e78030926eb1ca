import type { Collection } from '../../store/collection.ts';
import { type Filter, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, type IndexPlan, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';

/** The fields of whatever goes to many people and can be taken back as a whole. */
export const classMessageFields = {
  classId: text,
  number,
  /** `draft` until it is confirmed, then `sent`; `dropped` if it is not confirmed; `recalled` after a recall. */
  state: oneOf<'draft' | 'sent' | 'dropped' | 'recalled'>(),
  createdBy: text,
  byUpdate: text,
  /** Absent on study material that earlier versions sent. */
  sentAt: optional(date),
  recalledBy: optional(text),
  recalledAt: optional(date),
  /** The update that recalled it, so that a second run of it continues. */
  recalledByUpdate: optional(text),
};

export const classMessageIndexes: readonly IndexPlan[] = [
  { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
  { keys: { classId: 1, number: -1 }, usedBy: 'create, awaitedIn, standingIn, sentTo' },
  { keys: { state: 1, recalledAt: 1 }, usedBy: 'recalledSince' },
];

const classMessages = rows(
  '',
  { ...classMessageFields, classId: optional(text), year: optional(text) },
  classMessageIndexes,
);

/** A message to many people, which can be recalled as a whole; its number within the class or the year, e.g. `2026-01-T3`, is its id. */
export type ClassMessageRow = RowOf<typeof classMessages>;

/** What a draft begins as. */
type Numbered = Pick<ClassMessageRow, '_id' | 'number' | 'state'>;

/** What notices and study material have in common, from draft to recall. A number is used once: a dropped draft keeps its own. */
export class ClassMessageStore<Row extends ClassMessageRow> {
  protected readonly messages: Collection<Row>;
  readonly #messages: Collection<ClassMessageRow>;
  readonly #letter: string;

  /** @param letter - precedes the number */
  constructor(messages: Collection<Row>, letter: string) {
    this.messages = messages;
    this.#messages = messages;
    this.#letter = letter;
  }

  byId(id: string) {
    return this.messages.byId(id);
  }

  /** Makes a draft under the next number of the class, or of the year outside a class; the same update makes the same draft. */
  protected createDraft(
    { classId, year, byUpdate }: Pick<ClassMessageRow, 'classId' | 'year' | 'byUpdate'>,
    draft: (numbered: Numbered) => Row,
  ): Promise<Row> {
    const last = () =>
      classId === undefined
        ? this.#messages.findOne({ year: year ?? '' }, { sort: { year: 1, number: -1 } })
        : this.#messages.findOne({ classId }, { sort: { classId: 1, number: -1 } });
    return createNumbered(
      this.messages,
      { byUpdate },
      async () => (await last())?.number ?? 0,
      (number) => draft({ _id: `${classId ?? year}-${this.#letter}${number}`, number, state: 'draft' }),
    );
  }

  /** What was sent to the class before an instant and not taken back, oldest first. */
  async standingIn(classId: string, sentBefore: Date): Promise<Row[]> {
    const rows = await this.messages.find({ classId } as Filter<Row>, { sort: { classId: 1, number: 1 } });
    return rows.filter(({ state, sentAt }) => state === 'sent' && sentAt !== undefined && sentAt < sentBefore);
  }

  /** Drops a draft; no change if it was sent. */
  async drop(id: string): Promise<void> {
    await this.#messages.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }

  /** Marks a sent message as recalled; `false` if another update did so before. */
  async recall(
    id: string,
    by: Required<Pick<ClassMessageRow, 'recalledBy' | 'recalledAt' | 'recalledByUpdate'>>,
  ): Promise<boolean> {
    const $set = { ...by, state: 'recalled' as const };
    const row = await once(this.#messages, id, 'recalledByUpdate', by.recalledByUpdate, ({ state }) =>
      state === 'sent' ? { given: { state }, change: { $set } } : undefined,
    );
    return row?.recalledByUpdate === by.recalledByUpdate;
  }
}

/** What was taken back since then. */
export function whereRecalled(since: Date) {
  return { state: 'recalled' as const, recalledAt: within({ $gte: since }) };
}
