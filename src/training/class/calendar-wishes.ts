import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { flag, type RowOf, rows, text } from '../../store/row.ts';

const calendarWishes = rows('calendarWishes', { wants: flag, byUpdate: text }, []);

/** What somebody said about their own calendar; the id is theirs. Who said nothing has no row. */
type CalendarWishRow = RowOf<typeof calendarWishes>;

export class CalendarWishStore {
  readonly #wishes: Collection<CalendarWishRow>;

  constructor(database: Database) {
    this.#wishes = database.of(calendarWishes);
  }

  many(cadreIds: readonly string[]) {
    return this.#wishes.find({ _id: among(cadreIds) });
  }

  async say(cadreId: string, wants: boolean, byUpdate: string): Promise<void> {
    const wish = { wants, byUpdate };
    if (!(await this.#wishes.insertNew({ _id: cadreId, ...wish })))
      await this.#wishes.updateOne({ _id: cadreId }, { $set: wish });
  }
}
