import { createHmac } from 'node:crypto';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent } from '../../store/filter.ts';
import { date, number, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { Seal } from '../../store/seal.ts';
import type { KeyedDigest } from './room-code.ts';

const screens = rows(
  'roomScreens',
  {
    classId: text,
    room: text,
    /** The Beijing day on which it may be opened. */
    dateOn: text,
    /** How many the room had before on that day. */
    serial: number,
    byUpdate: text,
    openedAt: date,
    /** It shows nothing any more: another was made, or it was closed. */
    endedByUpdate: optional(text),
    /** When it is forgotten. */
    forgetAt: date,
  },
  [
    { keys: { classId: 1, dateOn: 1 }, usedBy: 'ofDay' },
    { keys: { forgetAt: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting screens of past days' },
  ],
);

/** A page that shows the code of a room on one day. Its id is what cannot be guessed of its address. */
export type RoomScreenRow = RowOf<typeof screens>;

type Place = Pick<RoomScreenRow, 'classId' | 'room' | 'dateOn'>;

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const idLetters = 14;

/** The screens of rooms, and the key with which their addresses and codes are made. */
export class RoomScreenStore {
  readonly #screens: Collection<RoomScreenRow>;
  readonly #seal: Seal | undefined;

  /** @param seal - absent where there is no key: then no code is shown and none is taken */
  constructor(database: Database, seal: Seal | undefined) {
    this.#screens = database.of(screens);
    this.#seal = seal;
  }

  /** What codes are made with; absent where there is no key. */
  get codeDigest(): KeyedDigest | undefined {
    const key = this.#seal?.keyFor('room codes');
    return key && ((about) => createHmac('sha256', key).update(about).digest());
  }

  /** Whether codes can be shown and taken at all. */
  get hasKey(): boolean {
    return this.#seal !== undefined;
  }

  byId(id: string) {
    return this.#screens.byId(id);
  }

  /** The screens of a class on one day, also those that were ended. */
  ofDay(classId: string, dateOn: string) {
    return this.#screens.find({ classId, dateOn });
  }

  /**
   * The screen of a room on a day; the one there is, or a new one. The same update gives the same.
   * @param anew - another one, so that the address given out before shows nothing any more
   * @returns `undefined` where there is no key
   */
  async open(
    place: Place,
    { byUpdate, at, forgetAt, anew = false }: { byUpdate: string; at: Date; forgetAt: Date; anew?: boolean },
  ): Promise<RoomScreenRow | undefined> {
    const key = this.#seal?.keyFor('room screens');
    if (key === undefined) return undefined;
    const all = await this.#ofRoom(place);
    const present = all.find(({ endedByUpdate }) => endedByUpdate === undefined);
    if (present !== undefined && (!anew || present.byUpdate === byUpdate)) return present;
    if (present !== undefined) await this.#end(present, byUpdate);
    const serial = all.length;
    const digest = createHmac('sha256', key).update([place.classId, place.room, place.dateOn, serial].join('\n'));
    const _id = [...digest.digest().subarray(0, idLetters)].map((byte) => letters[byte % letters.length]).join('');
    const row = { _id, ...place, serial, byUpdate, openedAt: at, forgetAt };
    await this.#screens.insertMissing([row]);
    return row;
  }

  /** Ends the screens of a room on a day; the same update may do it again. @returns how many it ended */
  async close(place: Place, byUpdate: string): Promise<number> {
    const all = await this.#ofRoom(place);
    for (const each of all) if (each.endedByUpdate === undefined) await this.#end(each, byUpdate);
    const now = await this.#ofRoom(place);
    return now.filter(({ endedByUpdate }) => endedByUpdate === byUpdate).length;
  }

  async #ofRoom({ classId, room, dateOn }: Place): Promise<RoomScreenRow[]> {
    return (await this.ofDay(classId, dateOn)).filter((each) => each.room === room);
  }

  async #end({ _id }: RoomScreenRow, endedByUpdate: string): Promise<void> {
    await this.#screens.updateOne({ _id, endedByUpdate: absent() }, { $set: { endedByUpdate } });
  }
}
