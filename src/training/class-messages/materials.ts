import type { Connection } from 'mongoose';
import { type ClassMessageRow, ClassMessageStore } from './class-messages.ts';

/** Study material for one class; its number, e.g. `2026-01-Z3`, is its id. */
export interface MaterialRow extends ClassMessageRow {
  title: string;
  /** As `readAddress` gives it. */
  url: string;
  pictureUrl?: string;
  words?: string;
  /** Whom it went to, once it was sent. */
  receivers?: readonly string[];
}

/** The delivery key of the card that goes to one trainee. */
export function materialKey(id: string, cadreId: string): string {
  return `material:${id}:${cadreId}`;
}

export class MaterialStore extends ClassMessageStore<MaterialRow> {
  constructor(connection: Connection) {
    const fields = {
      title: { type: String, required: true },
      url: { type: String, required: true },
      pictureUrl: String,
      words: String,
      receivers: { type: [String], default: undefined },
    };
    super(connection, 'materials', 'Z', fields, []);
  }

  /** Marks a draft as sent. @returns whom it goes to, now or before; absent when it was dropped or taken back before */
  async send(id: string, receivers: readonly string[]): Promise<readonly string[] | undefined> {
    await this.model.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'sent', receivers } });
    const row = await this.byId(id);
    return row?.state === 'sent' ? row.receivers : undefined;
  }
}
