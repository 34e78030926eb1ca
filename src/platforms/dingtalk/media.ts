import { z } from 'zod';
import type { FileMessage } from '../../chat/message.ts';
import type { Clock } from '../../clock.ts';
import { TransportError } from '../../errors.ts';
import type { DingtalkApi } from './api.ts';
import type { RobotMessage } from './render.ts';

/** A file DingTalk would not take, known before anything is sent. */
export interface Unfit {
  refused: 'file.unknown-type' | 'file.too-large' | 'file.empty';
}

const maxBytes = 20 * 1024 * 1024;
/** How long a `media_id` lives is not documented; long enough for a class, we hope, but not relied on (docs/vendors/dingtalk.md, Files). */
const keepMs = 12 * 60 * 60_000;
const mostKept = 1_000;
const pictureTypes: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'gif', 'png', 'bmp']);
/** What both the upload and `sampleFile` take (docs/vendors/dingtalk.md, Messages and Files). */
const fileTypes: ReadonlySet<string> = new Set(['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx']);

const uploadAnswer = z.object({ media_id: z.string().min(1) });

/** Files and pictures on their way out: put up once, then named by their `media_id` (docs/vendors/dingtalk.md, Files). */
export class Media {
  readonly #api: DingtalkApi;
  readonly #clock: Clock;
  readonly #loadFile: (sha256: string) => Promise<Buffer>;
  readonly #kept = new Map<string, { mediaId: string; untilMs: number }>();

  /** @param loadFile - the file's bytes by their SHA-256 */
  constructor(api: DingtalkApi, clock: Clock, loadFile: (sha256: string) => Promise<Buffer>) {
    this.#api = api;
    this.#clock = clock;
    this.#loadFile = loadFile;
  }

  /**
   * A file or a picture as the robot sends it.
   * @throws PlatformError; TransportError with `reached: 'no'`; whatever `loadFile` throws
   */
  async message(file: FileMessage): Promise<RobotMessage | Unfit> {
    const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
    const picture = file.kind === 'picture';
    if (!(picture ? pictureTypes : fileTypes).has(extension)) return { refused: 'file.unknown-type' };
    const found = await this.#mediaId(file);
    if (typeof found !== 'string') return found;
    return picture
      ? { msgKey: 'sampleImageMsg', msgParam: JSON.stringify({ photoURL: found }) }
      : {
          msgKey: 'sampleFile',
          msgParam: JSON.stringify({ mediaId: found, fileName: file.name, fileType: extension }),
        };
  }

  async #mediaId({ kind, name, sha256 }: FileMessage): Promise<string | Unfit> {
    const nowMs = this.#clock.now().getTime();
    const key = `${kind}:${sha256}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.untilMs > nowMs) return kept.mediaId;
    const bytes = await this.#loadFile(sha256);
    if (bytes.length === 0) return { refused: 'file.empty' };
    if (bytes.length > maxBytes) return { refused: 'file.too-large' };
    const mediaId = await this.#upload(kind === 'picture' ? 'image' : 'file', name, bytes);
    this.#kept.delete(key);
    this.#kept.set(key, { mediaId, untilMs: nowMs + keepMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return mediaId;
  }

  /** Whatever became of an upload, nobody has got anything by it. */
  async #upload(type: 'image' | 'file', name: string, bytes: Buffer): Promise<string> {
    try {
      return (await this.#api.upload(type, name, bytes, uploadAnswer)).media_id;
    } catch (error) {
      if (error instanceof TransportError) throw new TransportError(error.method, 'no', error.message, error);
      throw error;
    }
  }
}
