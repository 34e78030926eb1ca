import type { ApiAnswer, ApiCall } from '../api.ts';
import type { Content } from '../items.ts';
import { type JsonObject, textOf } from '../json.ts';
import { parseMultipart } from '../multipart.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';
import type { MediaType } from './state.ts';

export const DOWNLOAD_PATH = '/media/downloadFile';
/** How long codes and addresses live is not documented; ours is a few minutes (docs/emulator.md). */
const CODE_LIFE_MS = 10 * 60_000;
const URL_LIFE_MS = 5 * 60_000;
const MB = 1 << 20;

const KINDS: Readonly<Record<MediaType, { maxBytes: number; endings: RegExp }>> = {
  image: { maxBytes: 20 * MB, endings: /\.(jpe?g|gif|png|bmp)$/i },
  voice: { maxBytes: 2 * MB, endings: /\.(amr|mp3|wav|ogg)$/i },
  video: { maxBytes: 20 * MB, endings: /\.mp4$/i },
  file: { maxBytes: 20 * MB, endings: /\.(docx?|xlsx?|pptx?|zip|pdf|rar)$/i },
};

/**
 * `POST /media/upload` (docs/emulator.md, Files).
 * @throws OldRefusal 40004 bad type, 40005 bad file, 40006 too large
 */
export function uploadMedia(world: World, call: ApiCall): JsonObject {
  const parts = parseMultipart(String(call.headers['content-type'] ?? ''), call.raw);
  // The vendor's own Python package sends the type as a field of the form.
  const type = call.query.get('type') ?? parts?.find(({ name }) => name === 'type')?.bytes.toString() ?? '';
  if (!isMediaType(type)) throw new OldRefusal(40004, '不合法的媒体文件类型');
  const part = parts?.find(({ name }) => name === 'media');
  const { maxBytes, endings } = KINDS[type];
  if (part?.filename === undefined || part.bytes.length === 0 || !endings.test(part.filename)) {
    throw new OldRefusal(40005, '不合法的文件');
  }
  if (part.bytes.length > maxBytes) throw new OldRefusal(40006, '不合法的文件大小');
  const mediaId = `@lA${world.secret(20)}`;
  const media = { type, name: part.filename, sha256: world.blobs.put(part.bytes), bytes: part.bytes.length };
  world.commit({ kind: 'dingtalk-media', mediaId, media });
  return { type, media_id: mediaId, created_at: world.nowMs() };
}

/** What an uploaded file shows as; `undefined` for ids nobody was given. */
export function mediaContent(world: World, mediaId: string, name?: string): Content | undefined {
  const media = world.state.dingtalk.media.get(mediaId);
  if (media === undefined) return undefined;
  const { type, sha256, bytes } = media;
  if (type === 'image') return { type: 'picture', name: name ?? media.name, sha256 };
  return { type: 'file', name: name ?? media.name, sha256, bytes };
}

/** The handle of something a person sent to the robot (docs/emulator.md, Robot messages), and what keeps it. */
export function newDownload(world: World, bytes: Buffer) {
  const code = world.secret(32);
  const expiresAtMs = world.nowMs() + CODE_LIFE_MS;
  return { code, entry: { kind: 'dingtalk-download', code, sha256: world.blobs.put(bytes), expiresAtMs } as const };
}

/**
 * `POST /v1.0/robot/messageFiles/download`.
 * @returns an address that serves the bytes to whoever has it
 * @throws DingtalkRefusal
 */
export function fileAddress(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  const code = textOf(body.downloadCode);
  if (code === '' || textOf(body.robotCode) === '') throw new DingtalkRefusal(400, 'invalidParameter.robotCode.empty');
  if (body.robotCode !== account.robotCode) throw new DingtalkRefusal(400, 'invalidParameter.robotCode.auth');
  const download = world.state.dingtalk.downloads.get(code);
  if (download === undefined || download.expiresAtMs <= world.nowMs()) {
    throw new DingtalkRefusal(400, 'invalidParameter.robotCode.downloadCode');
  }
  const key = world.secret(32);
  const expiresAtMs = world.nowMs() + URL_LIFE_MS;
  world.commit({ kind: 'dingtalk-download', code: key, sha256: download.sha256, expiresAtMs, address: true });
  return { downloadUrl: `${world.url}${DOWNLOAD_PATH}?Expires=${Math.floor(expiresAtMs / 1000)}&key=${key}` };
}

/** The bytes behind an address; it needs no token. */
export function serveFile(world: World, query: URLSearchParams): ApiAnswer {
  const found = world.state.dingtalk.downloads.get(query.get('key') ?? '');
  const isLive = found?.address === true && found.expiresAtMs > world.nowMs();
  const bytes = isLive ? world.blobs.get(found.sha256) : undefined;
  if (bytes === undefined) return { status: 403, type: 'text/plain; charset=utf-8', body: 'expired', result: '403' };
  return { status: 200, type: 'application/octet-stream', body: bytes, result: 'ok' };
}

function isMediaType(type: string): type is MediaType {
  return Object.hasOwn(KINDS, type);
}
