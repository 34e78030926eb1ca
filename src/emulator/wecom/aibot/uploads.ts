import { createHash } from 'node:crypto';
import { type JsonObject, numberOf, textOf } from '../../json.ts';
import type { World } from '../../world.ts';
import { WecomRefusal } from '../codes.ts';
import { isMediaType, keepMedia } from '../media.ts';
import type { MediaType } from '../state.ts';

const MAX_CHUNKS = 100;
const MAX_CHUNK_BYTES = 512 << 10;
const MAX_WAITING = 20;

interface Upload {
  type: MediaType;
  filename: string;
  totalBytes: number;
  chunkCount: number;
  md5: string;
  chunks: Map<number, Buffer>;
}

/**
 * Files sent in pieces over the long connection (docs/emulator.md, AI robot). Which of the codes 846611 to 846616 stands for which fault is not
 * documented †.
 */
export class AibotUploads {
  readonly #world: World;
  readonly #waiting = new Map<string, Upload>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @throws WecomRefusal 846611, 846612 */
  begin(body: JsonObject): JsonObject {
    const [totalBytes, chunkCount] = [numberOf(body.total_size), numberOf(body.total_chunks)];
    const type = textOf(body.type);
    const filename = textOf(body.filename);
    if (!isMediaType(type) || filename === '' || totalBytes === undefined) throw new WecomRefusal(846611);
    if (chunkCount === undefined || chunkCount < 1 || chunkCount > MAX_CHUNKS) throw new WecomRefusal(846612);
    const id = this.#world.secret();
    this.#waiting.set(id, { type, filename, totalBytes, chunkCount, md5: textOf(body.md5), chunks: new Map() });
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    return { upload_id: id };
  }

  /** @throws WecomRefusal 846613, 846614 */
  take(body: JsonObject): undefined {
    const upload = this.#waiting.get(textOf(body.upload_id));
    if (upload === undefined) throw new WecomRefusal(846613);
    const index = numberOf(body.chunk_index);
    const bytes = Buffer.from(textOf(body.base64_data), 'base64');
    const fits = index !== undefined && index >= 0 && index < upload.chunkCount && bytes.length <= MAX_CHUNK_BYTES;
    if (!fits) throw new WecomRefusal(846614);
    upload.chunks.set(index, bytes);
  }

  /** @throws WecomRefusal 846613, 846615 for missing pieces, 846616 for another sum, and what `media/upload` refuses */
  finish(body: JsonObject): JsonObject {
    const id = textOf(body.upload_id);
    const upload = this.#waiting.get(id);
    if (upload === undefined) throw new WecomRefusal(846613);
    this.#waiting.delete(id);
    const pieces = Array.from({ length: upload.chunkCount }, (_, index) => upload.chunks.get(index));
    if (pieces.includes(undefined)) throw new WecomRefusal(846615);
    const bytes = Buffer.concat(pieces.filter((piece) => piece !== undefined));
    const md5 = createHash('md5').update(bytes).digest('hex');
    if (bytes.length !== upload.totalBytes || md5 !== upload.md5.toLowerCase()) throw new WecomRefusal(846616);
    return keepMedia(this.#world, upload.type, { filename: upload.filename, bytes });
  }
}
