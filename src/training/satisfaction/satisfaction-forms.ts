import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, yes } from '../../store/row.ts';
import type { RaterGroup } from './class-questions.ts';
import type { SatisfactionQuestion } from './satisfaction-rules.ts';
import type { Rating } from './satisfaction-tally.ts';

/** What is asked, as it was when the first answer could come. */
export type AskedQuestion = Pick<SatisfactionQuestion, 'id' | 'part' | 'name' | 'rankLevels'>;

const satisfactionForms = rows(
  'satisfactionForms',
  {
    classId: text,
    kind: oneOf<'lesson' | 'class'>(),
    /** Of a lesson: its title, lecturer, place and day as they were held; of a class its name, `''`, `''` and its last day. */
    title: text,
    lecturer: text,
    place: text,
    heldOn: text,
    questions: list<AskedQuestion>(),
    /** By which results of a class are told; none for a lesson. */
    groups: list<RaterGroup>(),
    closesAt: date,
    /** How many people might answer. */
    asked: number,
    /** `counted` until everything that follows from the results is done. */
    state: oneOf<'open' | 'counted' | 'closed'>(),
    /** Nothing of questions that too few answered. */
    results: optional(list<Rating>()),
    /** The answers cannot be opened any more, e.g. after a restore. */
    lost: optional(yes),
    closedAt: optional(date),
    /** Of a lesson: in whose record it was entered, and of which field site. */
    lecturerIds: optional(list<{ id: string }>()),
    siteId: optional(text),
  },
  [
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'unfinished' },
    { keys: { siteId: 1 }, onlyWith: 'siteId', usedBy: 'ofSite' },
    { keys: { closedAt: 1 }, onlyWith: 'closedAt', usedBy: 'closedSince' },
  ],
);

/** What was asked about one lesson (`lesson:<session>`) or class (`class:<class>`), and how it was answered: sums, and nobody's answer. */
export type SatisfactionFormRow = RowOf<typeof satisfactionForms>;

type Counted = Pick<SatisfactionFormRow, 'results' | 'lost' | 'closedAt' | 'lecturerIds' | 'siteId'>;

export class SatisfactionFormStore {
  readonly #forms: Collection<SatisfactionFormRow>;

  constructor(database: Database) {
    this.#forms = database.of(satisfactionForms);
  }

  byId(id: string) {
    return this.#forms.byId(id);
  }

  ofClass(classId: string) {
    return this.#forms.find({ classId });
  }

  /** Which of these there are. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    return new Set((await this.#forms.findFields({ _id: among(ids) }, [])).map(({ _id }) => _id));
  }

  /** Those that are still to be closed, or of whose results something is still to be done. */
  unfinished() {
    return this.#forms.find({ state: among(['open', 'counted']) }, { sort: { closesAt: 1 } });
  }

  closedSince(from: Date) {
    return this.#forms.find({ closedAt: within({ $gte: from }) });
  }

  ofSite(siteId: string) {
    return this.#forms.find({ siteId });
  }

  /** Inserts a demo's counted forms. */
  async fill(forms: readonly SatisfactionFormRow[]): Promise<void> {
    await this.#forms.insertMissing(forms);
  }

  /** Keeps a form as it is asked from now on; one that is there stays. */
  async open(row: Omit<SatisfactionFormRow, 'state' | keyof Counted>): Promise<void> {
    await this.#forms.insertNew({ ...row, state: 'open' });
  }

  /** Keeps the results, once. */
  async count(id: string, counted: Counted): Promise<void> {
    await this.#forms.updateOne({ _id: id, state: 'open' }, { $set: { ...counted, state: 'counted' } });
  }

  async finish(id: string): Promise<void> {
    await this.#forms.updateOne({ _id: id, state: 'counted' }, { $set: { state: 'closed' } });
  }
}

export const lessonFormId = (sessionId: string) => `lesson:${sessionId}`;
export const classFormId = (classId: string) => `class:${classId}`;
