import { z } from 'zod';
import type { FileMessage } from '../../chat/message.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import { FormBody } from '../shared/form-body.ts';
import type { WecomApi } from './api.ts';
import { clean } from './literal.ts';

/** A `media_id` lives for 3 days (D90253); it is not used in the last half day, so that none dies on its way. */
const useMs = 60 * 3_600_000;
const mostRemembered = 500;
/** D90253: more than 5 bytes, pictures at most 10 MB. */
const minBytes = 6;
const maxBytes = 10 * 1024 * 1024;
const method = 'media/upload';
/** "invalid media_id", "media expired". */
const gone: ReadonlySet<string> = new Set(['40007', '40145']);

/** @throws whatever the file store throws when it has no such file */
export type LoadFile = (sha256: string) => Promise<Buffer>;

interface Uploaded {
  type: 'image' | 'file';
  mediaId: string;
}

export const uploadAnswer = z.object({ media_id: z.string().min(1) });

/** Files and pictures on their way out: each is uploaded once, so that one for many people is not brought to WeCom for each. */
export class Media {
  readonly #api: WecomApi;
  readonly #loadFile: LoadFile;
  readonly #clock: Clock;
  readonly #known = new Map<string, { uploaded: Promise<Uploaded>; untilMs: number }>();

  constructor(api: WecomApi, clock: Clock, loadFile: LoadFile) {
    this.#api = api;
    this.#clock = clock;
    this.#loadFile = loadFile;
  }

  /**
   * Sends a message that names this file, uploaded first where it has to be; once more where WeCom lost it before its time.
   * @param send - given `msgtype` and the object that goes with it
   * @throws whatever `send` throws; PlatformError where WeCom does not take the file; TransportError with `reached: 'no'` where the file
   * did not get there: nobody has got anything yet
   */
  async sendWith<T>(file: FileMessage, send: (content: object) => Promise<T>): Promise<T> {
    const key = `${file.kind} ${file.sha256} ${file.name}`;
    const attempt = async () => {
      const { type, mediaId } = await this.#uploaded(key, file);
      return send({ msgtype: type, [type]: { media_id: mediaId } });
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PlatformError) || !gone.has(error.code)) throw error;
      this.#known.delete(key);
      return attempt();
    }
  }

  async #uploaded(key: string, file: FileMessage): Promise<Uploaded> {
    const nowMs = this.#clock.now().getTime();
    const known = this.#known.get(key);
    if (known !== undefined && nowMs < known.untilMs) return known.uploaded;
    const fresh = { uploaded: this.#upload(file), untilMs: nowMs + useMs };
    this.#known.delete(key);
    this.#known.set(key, fresh);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostRemembered && oldest !== undefined) this.#known.delete(oldest);
    try {
      return await fresh.uploaded;
    } catch (error) {
      if (this.#known.get(key) === fresh) this.#known.delete(key);
      throw error;
    }
  }

  async #upload(file: FileMessage): Promise<Uploaded> {
    const bytes = await this.#loadFile(file.sha256);
    if (bytes.length < minBytes || bytes.length > maxBytes) throw new PlatformError(method, 'file-size', 'never');
    const type = file.kind === 'picture' && isPicture(bytes) ? 'image' : 'file';
    const call = async (body: FormBody) =>
      (await this.#api.call(method, uploadAnswer, { query: { type }, body })).media_id;
    return { type, mediaId: await uploadNamed(call, fileName(file.name), bytes) };
  }
}

/**
 * Uploads one file. Names in Chinese are said to come back as "empty media data" at times: the file then goes under a plain name.
 * @param upload - makes the call. @returns the `media_id`
 * @throws TransportError with `reached: 'no'` whatever became of the upload: nobody has got anything by it
 */
export async function uploadNamed(
  upload: (form: FormBody) => Promise<string>,
  name: string,
  bytes: Buffer,
): Promise<string> {
  try {
    return await upload(new FormBody('media', name, bytes));
  } catch (error) {
    if (error instanceof TransportError) throw new TransportError(error.method, 'no', error.message, error);
    const plain = /^[ -~]*$/.test(name) ? undefined : `file${/\.[0-9A-Za-z]{1,8}$/.exec(name)?.[0] ?? ''}`;
    if (!(error instanceof PlatformError) || error.code !== '44001' || plain === undefined) throw error;
    return uploadNamed(upload, plain, bytes);
  }
}

/** JPG or PNG, the pictures WeCom shows as such (D90253); all others travel as files. */
export function isPicture(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(jpg) || bytes.subarray(0, 8).equals(png);
}

const jpg = Buffer.from('ffd8ff', 'hex');
const png = Buffer.from('89504e470d0a1a0a', 'hex');

/** A name that stays within its quotation marks: the last 100 characters, where the extension is. */
export function fileName(name: string): string {
  const safe = clean(
    clean(name)
      .replace(/["\\/\n\t]/g, '_')
      .slice(-100),
  ).trim();
  return safe === '' ? 'file' : safe;
}
