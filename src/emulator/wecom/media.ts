import type { ApiCall } from '../api.ts';
import { type Part, parseMultipart } from '../multipart.ts';
import type { World } from '../world.ts';
import { WecomRefusal } from './codes.ts';
import { personMedia } from './person-media.ts';
import type { MediaType, WecomMedia } from './state.ts';

const LIFE_MS = 3 * 24 * 3_600_000;
const MB = 1 << 20;
const MAX_BYTES: Readonly<Record<MediaType, number>> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB };
const TOO_LARGE: Readonly<Record<MediaType, number>> = { image: 40009, voice: 45001, video: 40011, file: 45001 };
const MIN_BYTES = 6;
/** Larger files are sent only in ranges (docs/emulator.md, Files). */
const MAX_WHOLE_BYTES = 20 * MB;
const AMR_HEADER = Buffer.from('#!AMR\n');
/** Bytes of one 20 ms frame by its mode, the mode's own byte not counted. */
const AMR_FRAME_BYTES = [12, 13, 15, 17, 19, 20, 26, 31, 5];
const MAX_VOICE_FRAMES = 60 * 50;

/** Bytes in place of the usual JSON. */
export class FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** A part of it: where it begins. */
  readonly range: { from: number; total: number } | undefined;

  constructor(name: string, type: string, bytes: Buffer, range?: { from: number; total: number }) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
    this.range = range;
  }
}

/**
 * `media/upload` (docs/emulator.md, Files).
 * @throws WecomRefusal 40005, 44001, 40006, 40009, 40011, 45001, 40123, 40004, 45007
 */
export function uploadMedia(world: World, call: ApiCall): Record<string, unknown> {
  const type = call.query.get('type') ?? '';
  if (!isMediaType(type)) throw new WecomRefusal(40005);
  return keepMedia(world, type, uploadedPart(call));
}

/**
 * `webhook/upload_media`: files and voices for one webhook robot alone; the file is checked before the key (docs/emulator.md, Groups).
 * @throws WecomRefusal as `uploadMedia`, 93000
 */
export function uploadForRobot(
  world: World,
  call: ApiCall,
  knowsKey: (key: string) => boolean,
): Record<string, unknown> {
  const type = call.query.get('type') ?? '';
  if (type !== 'file' && type !== 'voice') throw new WecomRefusal(40005);
  const part = uploadedPart(call);
  checkContent(type, part.bytes);
  const key = call.query.get('key') ?? '';
  if (!knowsKey(key)) throw new WecomRefusal(93000);
  return keepMedia(world, type, part, key);
}

/**
 * `media/get`: the bytes, or a part of them (docs/emulator.md, Files).
 * @throws WecomRefusal 41006, 40007, 830002
 */
export function getMedia(world: World, call: ApiCall): FileAnswer {
  const mediaId = call.query.get('media_id') ?? '';
  if (mediaId === '') throw new WecomRefusal(41006);
  const media = liveMedia(world, mediaId);
  const bytes = media && world.blobs.get(media.sha256);
  if (media === undefined || media.key !== undefined || bytes === undefined) throw new WecomRefusal(40007);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(call.headers.range ?? '')) ?? [];
  const type = contentType(media);
  if (from === undefined) {
    if (bytes.length > MAX_WHOLE_BYTES) throw new WecomRefusal(830002);
    return new FileAnswer(media.name, type, bytes);
  }
  const end = to === '' || to === undefined ? bytes.length : Number(to) + 1;
  return new FileAnswer(media.name, type, bytes.subarray(Number(from), end), {
    from: Number(from),
    total: bytes.length,
  });
}

/**
 * The media a message names.
 * @param key - of the webhook robot that sends; apps share what is not a robot's
 * @throws WecomRefusal 40007 for unknown, expired (3 days) and media of another kind
 */
export function mediaFor(world: World, mediaId: string, type: MediaType, key?: string): WecomMedia {
  const media = liveMedia(world, mediaId);
  if (media === undefined || media.type !== type || media.key !== key) throw new WecomRefusal(40007);
  return media;
}

/** Whether these bytes begin as a picture that WeCom reads. */
export function isPicture(bytes: Buffer): boolean {
  const isJpeg = bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
  return isJpeg || bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
}

function liveMedia(world: World, mediaId: string): WecomMedia | undefined {
  const media = world.state.wecom.media.get(mediaId);
  return media === undefined || media.atMs + LIFE_MS <= world.nowMs() ? undefined : media;
}

export function isMediaType(type: string): type is MediaType {
  return Object.hasOwn(MAX_BYTES, type);
}

/** A name written as `filename*=` alone is not read †. */
function uploadedPart(call: ApiCall): Part & { filename: string } {
  const parts = parseMultipart(String(call.headers['content-type'] ?? ''), call.raw);
  const part = parts?.find(({ name }) => name === 'media');
  const onlyEncoded = !/;\s*filename="/i.test(call.raw.subarray(0, 4096).toString());
  if (part?.filename === undefined || part.bytes.length === 0 || onlyEncoded) throw new WecomRefusal(44001);
  return { ...part, filename: part.filename };
}

/**
 * Keeps an upload for three days.
 * @param key - of the webhook robot it is for
 * @throws WecomRefusal 40006, 40009, 40011, 45001, 40123, 40004, 45007
 */
export function keepMedia(
  world: World,
  type: MediaType,
  part: { filename: string; bytes: Buffer },
  key?: string,
): Record<string, unknown> {
  checkContent(type, part.bytes);
  const { mediaId, media } = personMedia(world, type, part.filename, part.bytes);
  world.commit({ kind: 'wecom-media', mediaId, media: { ...media, ...(key === undefined ? {} : { key }) } });
  return { type, media_id: mediaId, created_at: String(Math.floor(world.nowMs() / 1000)) };
}

function checkContent(type: MediaType, bytes: Buffer): void {
  if (bytes.length < MIN_BYTES) throw new WecomRefusal(40006);
  if (bytes.length > MAX_BYTES[type]) throw new WecomRefusal(TOO_LARGE[type]);
  if (type === 'image' && !isPicture(bytes)) throw new WecomRefusal(40123);
  if (type === 'video' && bytes.subarray(4, 8).toString('latin1') !== 'ftyp') throw new WecomRefusal(40004);
  if (type !== 'voice') return;
  if (!bytes.subarray(0, AMR_HEADER.length).equals(AMR_HEADER)) throw new WecomRefusal(40004);
  if (amrFrames(bytes) > MAX_VOICE_FRAMES) throw new WecomRefusal(45007);
}

function amrFrames(bytes: Buffer): number {
  let frames = 0;
  for (let at = AMR_HEADER.length; at < bytes.length; frames += 1) {
    at += 1 + (AMR_FRAME_BYTES[(bytes.readUInt8(at) >> 3) & 0x0f] ?? 0);
  }
  return frames;
}

function contentType({ type, name }: WecomMedia): string {
  if (type === 'image') return /\.png$/i.test(name) ? 'image/png' : 'image/jpeg';
  if (type === 'voice') return 'audio/amr';
  return type === 'video' ? 'video/mp4' : 'application/octet-stream';
}
