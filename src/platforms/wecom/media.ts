import type { FileMessage } from '../../chat/message.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import { FormBody } from './form-body.ts';
import { clean } from './literal.ts';

/** A `media_id` lives for 3 days (D90253); it is not used in the last half day, so that none dies on its way. */
const USE_MS = 60 * 3_600_000;
const MAX_REMEMBERED = 500;
/** D90253: more than 5 bytes, pictures at most 10 MB. */
const MIN_BYTES = 6;
const MAX_BYTES = 10 * 1024 * 1024;
const METHOD = 'media/upload';

export type MediaType = 'image' | 'file';

/** Brings one file to WeCom. @returns its `media_id`. @throws PlatformError, TransportError */
export type Upload = (type: MediaType, form: FormBody) => Promise<string>;

/** @throws whatever the file store throws when it has no such file */
export type LoadFile = (sha256: string) => Promise<Buffer>;

/** The files WeCom has from us, so that one that goes to many people is brought to it once. */
export interface MediaShelf {
  /**
   * Sends a message that names this file, brought to WeCom first where it has to be; once more where WeCom lost it before its time.
   * @param send - given `msgtype` and the object that goes with it
   * @throws whatever `send` throws; PlatformError where WeCom does not take the file; TransportError with `reached: 'no'` where the file
   * did not get there: nobody has got anything yet
   */
  sendWith<T>(file: FileMessage, send: (content: object) => Promise<T>): Promise<T>;
}

interface Uploaded {
  type: MediaType;
  mediaId: string;
}

/** "invalid media_id", "media expired" (wecom.md 3.2). */
const GONE: ReadonlySet<string> = new Set(['40007', '40145']);

export function createMediaShelf(upload: Upload, loadFile: LoadFile, clock: Clock): MediaShelf {
  const shelf = new Map<string, { uploaded: Promise<Uploaded>; untilMs: number }>();

  async function put(key: string, file: FileMessage): Promise<Uploaded> {
    const nowMs = clock.now().getTime();
    const known = shelf.get(key);
    if (known !== undefined && nowMs < known.untilMs) return known.uploaded;
    const fresh = { uploaded: bring(upload, loadFile, file), untilMs: nowMs + USE_MS };
    shelf.delete(key);
    shelf.set(key, fresh);
    const [oldest] = shelf.keys();
    if (shelf.size > MAX_REMEMBERED && oldest !== undefined) shelf.delete(oldest);
    try {
      return await fresh.uploaded;
    } catch (error) {
      if (shelf.get(key) === fresh) shelf.delete(key);
      throw error;
    }
  }

  return {
    async sendWith(file, send) {
      const key = `${file.kind} ${file.sha256} ${file.name}`;
      const attempt = async () => {
        const { type, mediaId } = await put(key, file);
        return send({ msgtype: type, [type]: { media_id: mediaId } });
      };
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof PlatformError) || !GONE.has(error.code)) throw error;
        shelf.delete(key);
        return attempt();
      }
    },
  };
}

async function bring(upload: Upload, loadFile: LoadFile, file: FileMessage): Promise<Uploaded> {
  const bytes = await loadFile(file.sha256);
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) throw new PlatformError(METHOD, 'file-size', 'never');
  const type = file.kind === 'picture' && isPicture(bytes) ? 'image' : 'file';
  try {
    return { type, mediaId: await uploadNamed(upload, type, fileName(file.name), bytes) };
  } catch (error) {
    if (error instanceof TransportError) throw new TransportError(error.method, 'no', error.message);
    throw error;
  }
}

/** Names in Chinese are said to come back as "empty media data" at times (wecom.md 5): the file then goes under a plain name. */
export async function uploadNamed(upload: Upload, type: MediaType, name: string, bytes: Buffer): Promise<string> {
  try {
    return await upload(type, new FormBody('media', name, bytes));
  } catch (error) {
    const plain = /^[ -~]*$/.test(name) ? undefined : `file${/\.[0-9A-Za-z]{1,8}$/.exec(name)?.[0] ?? ''}`;
    if (!(error instanceof PlatformError) || error.code !== '44001' || plain === undefined) throw error;
    return upload(type, new FormBody('media', plain, bytes));
  }
}

/** JPG or PNG, the pictures WeCom shows as such (D90253); all others travel as files. */
export function isPicture(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(JPG) || bytes.subarray(0, 8).equals(PNG);
}

const JPG = Buffer.from('ffd8ff', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** A name that stays within its quotation marks: the last 100 characters, where the extension is. */
export function fileName(name: string): string {
  const safe = clean(
    clean(name)
      .replace(/["\\/\n\t]/g, '_')
      .slice(-100),
  ).trim();
  return safe === '' ? 'file' : safe;
}
