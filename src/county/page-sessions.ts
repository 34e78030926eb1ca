import { createHash } from 'node:crypto';
import type { Identity, PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { within } from '../store/filter.ts';
import { date, oneOf, type RowOf, rows, text } from '../store/row.ts';
import type { CadreRow } from './cadres.ts';

/** A session ends when nothing was asked for so long, and after this time whatever is done. */
const idleMinutes = 30;
const wholeHours = 8;
/** How often it is noted that it is in use. */
const notedSeconds = 60;

const sessions = rows(
  'pageSessions',
  {
    cadreId: text,
    /** The account it was opened with; it ends when that is not this person's any more. */
    platform: oneOf<PlatformName>(),
    userId: text,
    /** The roles granted when it was opened; it ends when they change. */
    roles: text,
    usedAt: date,
    endsAt: date,
  },
  [
    { keys: { cadreId: 1 }, usedBy: 'endOf' },
    { keys: { endsAt: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting sessions that are over' },
  ],
);

/** A browser in which somebody is signed in to the staff page. The id is a digest of what the browser holds. */
export type PageSessionRow = RowOf<typeof sessions>;

export class PageSessionStore {
  readonly #sessions: Collection<PageSessionRow>;

  constructor(database: Database) {
    this.#sessions = database.of(sessions);
  }

  /** @param token - what the browser holds, and nobody can guess */
  async open(token: string, { _id: cadreId, roles }: CadreRow, { platform, userId }: Identity, now: Date) {
    const row = { _id: idOf(token), cadreId, platform, userId, roles: rolesOf(roles), usedAt: now, endsAt: endOf(now) };
    await this.#sessions.insertMissing([row]);
  }

  /** The session of a browser, noted as in use; `undefined` where it is over. */
  async present(token: string, now: Date): Promise<PageSessionRow | undefined> {
    const row = await this.#sessions.byId(idOf(token));
    if (row === null || row.endsAt <= now) return undefined;
    const unusedSeconds = (now.getTime() - row.usedAt.getTime()) / 1000;
    if (unusedSeconds > idleMinutes * 60) {
      await this.end(token);
      return undefined;
    }
    if (unusedSeconds >= notedSeconds) await this.#sessions.updateOne({ _id: row._id }, { $set: { usedAt: now } });
    return row;
  }

  async end(token: string): Promise<void> {
    await this.#sessions.deleteMany({ _id: idOf(token) });
  }

  /** Ends every session of a person that was open at an instant; one opened since stays, also in a second run. */
  async endOf(cadreId: string, at: Date): Promise<void> {
    await this.#sessions.deleteMany({ cadreId, endsAt: within({ $lte: endOf(at) }) });
  }
}

/** Whether the session was opened with the account and the roles the person has now. */
export function isStillOf({ platform, userId, roles }: PageSessionRow, person: CadreRow): boolean {
  return person.identities[platform] === userId && rolesOf(person.roles) === roles;
}

function endOf(openedAt: Date): Date {
  return new Date(openedAt.getTime() + wholeHours * 3600_000);
}

function rolesOf(roles: readonly string[]): string {
  return [...roles].sort().join(' ');
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
