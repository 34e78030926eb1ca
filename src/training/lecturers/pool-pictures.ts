import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, within } from '../../store/filter.ts';
import { bytes, date, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import { storedBytes } from '../../store/stored-bytes.ts';

/** What both vendors show as a picture. */
type PictureType = 'jpg' | 'png';

/** For as long as a picture that was replaced or removed can be brought back, and some days more. */
const keepGoneSeconds = 7 * 24 * 3600;

const poolPictures = rows(
  'poolPictures',
  {
    /** What it shows: `lecturer:<id>` or `site:<id>`. */
    about: text,
    by: text,
    sentAt: date,
    type: oneOf<PictureType>(),
    bytes,
    /** Since when, and by which update, it is not shown any more. */
    goneAt: optional(date),
    goneBy: optional(text),
  },
  [
    { keys: { about: 1, sentAt: 1 }, usedBy: 'shown, act' },
    { keys: { goneAt: 1 }, expireAfterSeconds: keepGoneSeconds, usedBy: 'forgetting what was replaced or removed' },
  ],
);

/** A picture of a lecturer or a field site; its id is the update that sent it. */
type PoolPictureRow = RowOf<typeof poolPictures>;

/** What is known of a picture without its bytes. */
export type PoolPicture = Omit<PoolPictureRow, 'bytes'>;

export const lecturerPicture = (id: string) => `lecturer:${id}`;
export const sitePicture = (id: string) => `site:${id}`;

/** What a picture shows. @returns `undefined` for what has no pictures */
export function shownBy(about: string): { pool: 'lecturer' | 'site'; id: string } | undefined {
  const [pool = '', id = ''] = about.split(':');
  return pool === 'lecturer' || pool === 'site' ? { pool, id } : undefined;
}

const facts = ['about', 'by', 'sentAt', 'type', 'goneAt', 'goneBy'] as const;

/** One act on the pictures of a lecturer or a site: by which update, when. */
interface PictureAct {
  about: string;
  byUpdate: string;
  at: Date;
}

/** The pictures of lecturers and field sites. Of each, the newest one is shown; the one before it is kept for some days. */
export class PoolPictureStore {
  readonly #pictures: Collection<PoolPictureRow>;

  constructor(database: Database) {
    this.#pictures = database.of(poolPictures);
  }

  byId(id: string): Promise<PoolPicture | undefined> {
    return this.#pictures.findFields({ _id: id }, facts).then(([found]) => found);
  }

  /** The picture shown of this, without its bytes. */
  async shown(about: string): Promise<PoolPicture | undefined> {
    const found = await this.#pictures.findFields({ about, goneAt: absent() }, facts);
    return found.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a._id < b._id ? -1 : 1)).at(-1);
  }

  async bytesOf(id: string): Promise<Buffer | undefined> {
    const row = await this.#pictures.byId(id);
    return row === null ? undefined : storedBytes(row.bytes);
  }

  /** Shows this picture in place of the one before; the same update does it once. @returns whether there was one before */
  async put(row: Omit<PoolPictureRow, 'goneAt' | 'goneBy'>): Promise<boolean> {
    await this.#pictures.insertMissing([row]);
    const { about, sentAt: at, _id: byUpdate } = row;
    await this.#pictures.updateMany({ about, goneAt: absent(), sentAt: within({ $lt: at }) }, gone(byUpdate, at));
    return this.#tookAway(about, byUpdate);
  }

  /** Takes away what is shown; one that was sent later stays. @returns whether this update took one away */
  async remove({ about, byUpdate, at }: PictureAct): Promise<boolean> {
    await this.#pictures.updateMany({ about, goneAt: absent(), sentAt: within({ $lte: at }) }, gone(byUpdate, at));
    return this.#tookAway(about, byUpdate);
  }

  async #tookAway(about: string, byUpdate: string): Promise<boolean> {
    return (await this.#pictures.count({ about, goneBy: byUpdate })) > 0;
  }

  /** Whether somebody has sent or removed a picture since this act; what `byUpdate` itself took back does not count. */
  async isActedOn({ about, byUpdate, at }: PictureAct, act: string): Promise<boolean> {
    const sent = await this.byId(act);
    if (sent?.goneBy !== undefined && sent.goneBy !== byUpdate) return true;
    return (await this.#pictures.count({ about, sentAt: within({ $gt: at }) })) > 0;
  }

  /** Undoes an act: what it brought goes, what it took away is shown again. */
  async takeBack({ about, byUpdate, at }: PictureAct, act: string): Promise<void> {
    await this.#pictures.updateMany({ _id: act, about, goneAt: absent() }, gone(byUpdate, at));
    await this.#pictures.updateMany({ about, goneBy: act }, { $unset: { goneAt: 1, goneBy: 1 } });
  }
}

function gone(goneBy: string, goneAt: Date) {
  return { $set: { goneAt, goneBy } };
}
