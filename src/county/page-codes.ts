import { createHash, timingSafeEqual } from 'node:crypto';
import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, within } from '../store/filter.ts';
import { date, number, oneOf, optional, type RowOf, rows, text } from '../store/row.ts';

/** How long a code of the staff page may be used. */
export const codeMinutes = 5;
/** After so many wrong endings a code is used up. */
const mostTries = 5;

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
/** The first letters name the code, the others are its secret. */
const nameLetters = 4;
const secretLetters = 8;
/** Random bytes that make a code. */
export const codeBytes = nameLetters + secretLetters;

const codes = rows(
  'pageCodes',
  {
    cadreId: text,
    platform: oneOf<PlatformName>(),
    userId: text,
    /** A digest of the secret part. */
    secret: text,
    tries: number,
    /** Until when it may be used. */
    until: date,
    usedAt: optional(date),
    forgetAt: date,
  },
  [
    { keys: { cadreId: 1 }, usedBy: 'endOf' },
    { keys: { forgetAt: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting codes that are over' },
  ],
);

/** A one-time code for the staff page, bound to the person who asked the bot for it. */
export type PageCodeRow = RowOf<typeof codes>;

export class PageCodeStore {
  readonly #codes: Collection<PageCodeRow>;

  constructor(database: Database) {
    this.#codes = database.of(codes);
  }

  /** Keeps a code; the same bytes again make the same one. @returns the code as people type it */
  async make(whose: Pick<PageCodeRow, 'cadreId' | 'platform' | 'userId'>, bytes: Buffer, now: Date): Promise<string> {
    const until = untilOf(now);
    const forgetAt = new Date(now.getTime() + 24 * 3600_000);
    for (let digest = bytes; ; digest = digestOf(digest)) {
      const all = [...digest.subarray(0, codeBytes)].map((byte) => letters[byte % letters.length]).join('');
      const [_id, plain] = [all.slice(0, nameLetters), all.slice(nameLetters)];
      const secret = digestOf(plain).toString('hex');
      // A name that an old code still has goes to the new one; one that somebody else's code has is left to it.
      await this.#codes.deleteMany({ _id, until: within({ $lt: now }) });
      await this.#codes.insertMissing([{ _id, ...whose, secret, tries: 0, until, forgetAt }]);
      if ((await this.#codes.byId(_id))?.secret === secret) return `${_id}-${plain.slice(0, 4)}-${plain.slice(4)}`;
    }
  }

  /** Uses a code up. @returns whose it was; `undefined` where there is no such code, or it is over, used or was tried too often */
  async use(typed: string, now: Date): Promise<PageCodeRow | undefined> {
    const all = readCode(typed);
    if (all === undefined) return undefined;
    const [_id, secret] = [all.slice(0, nameLetters), all.slice(nameLetters)];
    const usable = { _id, usedAt: absent(), until: within({ $gt: now }), tries: within({ $lt: mostTries }) };
    const row = await this.#codes.findOne(usable);
    if (row === null) return undefined;
    if (!timingSafeEqual(Buffer.from(row.secret, 'hex'), digestOf(secret))) {
      await this.#codes.updateOne({ _id }, { $inc: { tries: 1 } });
      return undefined;
    }
    return (await this.#codes.updateOne(usable, { $set: { usedAt: now } })) ? row : undefined;
  }

  /** Ends the codes of a person that were made by an instant; one made since stays, also in a second run. */
  async endOf(cadreId: string, at: Date): Promise<void> {
    await this.#codes.updateMany(
      { cadreId, usedAt: absent(), until: within({ $lte: untilOf(at) }) },
      { $set: { until: at } },
    );
  }
}

function untilOf(madeAt: Date): Date {
  return new Date(madeAt.getTime() + codeMinutes * 60_000);
}

/** A code as it was typed, in letters of either case, with or without dashes and spaces. */
function readCode(typed: string): string | undefined {
  const word = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—]/gu, '');
  return word.length === codeBytes && [...word].every((letter) => letters.includes(letter)) ? word : undefined;
}

function digestOf(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
