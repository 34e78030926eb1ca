import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, among, within } from '../store/filter.ts';
import { oneOf, optional, type RowOf, rows, text, texts } from '../store/row.ts';

/**
 * What was found about somebody in a night: came, works elsewhere, is listed no longer, is listed again; `unseen`: the information base has
 * the account, and it was never listed.
 */
export type ContactNews = 'joined' | 'moved' | 'left' | 'back' | 'unseen';

const contacts = rows(
  'contacts',
  {
    platform: oneOf<PlatformName>(),
    userId: text,
    name: text,
    /** By name, sorted. */
    departments: texts,
    title: text,
    /** Since when they are listed no longer; absent for whoever is listed. */
    leftOn: optional(text),
    /** When they were listed again, the last time. */
    backOn: optional(text),
    /** What was found last, and in which night. */
    news: optional(oneOf<ContactNews>()),
    newsOn: optional(text),
    /** Of who moved: department and post before. */
    before: optional(text),
    /** In which report it stood. */
    toldOn: optional(text),
  },
  [
    { keys: { platform: 1 }, usedBy: 'on' },
    { keys: { newsOn: 1 }, onlyWith: 'newsOn', usedBy: 'newsBetween' },
    { keys: { leftOn: 1 }, onlyWith: 'leftOn', usedBy: 'countLeftBefore, forgetLeftBefore' },
  ],
);

/** Somebody in a platform's contacts as they were last night; the id is `<platform>:<userId>`. */
export type ContactRow = RowOf<typeof contacts>;

export class ContactStore {
  readonly #contacts: Collection<ContactRow>;

  constructor(database: Database) {
    this.#contacts = database.of(contacts);
  }

  on(platform: PlatformName) {
    return this.#contacts.find({ platform });
  }

  /** Who holds these accounts, as `<platform>:<userId>`. */
  many(ids: readonly string[]) {
    return this.#contacts.find({ _id: among(ids) });
  }

  /** What was found in these nights. */
  newsBetween(fromOn: string, untilOn: string) {
    return this.#contacts.find({ newsOn: within({ $gte: fromOn, $lte: untilOn }) }, { sort: { newsOn: 1, _id: 1 } });
  }

  /** Writes them as they are tonight; repeating it changes nothing. */
  async put(list: readonly ContactRow[]): Promise<void> {
    if (list.length > 0) await this.#contacts.putAll(list);
  }

  /** These stood in the report of this day. */
  async told(ids: readonly string[], toldOn: string): Promise<void> {
    if (ids.length > 0) await this.#contacts.updateMany({ _id: among(ids), toldOn: absent() }, { $set: { toldOn } });
  }

  countLeftBefore(dateOn: string) {
    return this.#contacts.count({ leftOn: within({ $lt: dateOn }) });
  }

  /** Who has been gone since before a day is forgotten here; the information base keeps its records. */
  forgetLeftBefore(dateOn: string) {
    return this.#contacts.deleteMany({ leftOn: within({ $lt: dateOn }) });
  }
}
