import type { Database } from '../../store/database.ts';
import { not } from '../../store/filter.ts';
import { optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import { ClassMessageStore, classMessageFields, classMessageIndexes, whereRecalled } from './class-messages.ts';

const materials = rows(
  'materials',
  {
    ...classMessageFields,
    title: text,
    /** As `readAddress` gives it. */
    url: text,
    pictureUrl: optional(text),
    words: optional(text),
    /** The receivers, once it was sent. */
    receivers: optional(texts),
  },
  classMessageIndexes,
);

/** Study material for one class; its number, e.g. `2026-01-Z3`, is its id. */
export type MaterialRow = RowOf<typeof materials>;

/** The delivery key of the card that goes to one trainee. */
export function materialKey(id: string, cadreId: string): `material:${string}` {
  return `material:${id}:${cadreId}`;
}

export class MaterialStore extends ClassMessageStore<MaterialRow> {
  constructor(database: Database) {
    super(database.of(materials), 'Z');
  }

  /** Makes a draft under the class's next number; the same update makes the same draft. */
  create(wanted: Omit<MaterialRow, '_id' | 'number' | 'state'>): Promise<MaterialRow> {
    return this.createDraft(wanted, (numbered) => ({ ...numbered, ...wanted }));
  }

  /** Marks a draft as sent. @returns the receivers, of this or an earlier run; absent if it was dropped or recalled before */
  async send(id: string, receivers: readonly string[], sentAt: Date): Promise<readonly string[] | undefined> {
    await this.messages.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'sent', receivers, sentAt } });
    const row = await this.byId(id);
    return row?.state === 'sent' ? row.receivers : undefined;
  }

  /** Adds receivers who joined the class later, unless it was recalled. */
  async addReceivers(id: string, cadreIds: readonly string[]): Promise<void> {
    for (const cadreId of cadreIds)
      await this.messages.updateOne(
        { _id: id, state: 'sent', receivers: not(cadreId) },
        { $push: { receivers: cadreId } },
      );
  }

  recalledSince(since: Date) {
    return this.messages.find(whereRecalled(since));
  }
}
