import type { ApiAnswer } from '../api.ts';
import { pictureType } from '../pictures.ts';
import type { World } from '../world.ts';
import type { MediaType, WecomMedia } from './state.ts';

/** Something a person sent, which the app may fetch for three days like an upload of its own. */
export function personMedia(
  world: World,
  type: MediaType,
  name: string,
  bytes: Buffer,
): { mediaId: string; media: WecomMedia } {
  const media: WecomMedia = { type, name, sha256: world.blobs.put(bytes), bytes: bytes.length, atMs: world.nowMs() };
  return { mediaId: world.secret(48), media };
}

/** Where the addresses in `PicUrl` begin; they need no token. */
export const PICTURE_PATH = '/wwpic/';

export function pictureUrl(world: World, mediaId: string): string {
  return `${world.url}${PICTURE_PATH}${mediaId}`;
}

/** The picture behind such an address. How long it stays is not documented †: here for ever. */
export function servePicture(world: World, path: string): ApiAnswer {
  const media = world.state.wecom.media.get(path.slice(PICTURE_PATH.length));
  const bytes = media?.type === 'image' && media.key === undefined ? world.blobs.get(media.sha256) : undefined;
  if (bytes === undefined) return { status: 404, type: 'text/plain', body: '', result: '404' };
  return { status: 200, type: pictureType(bytes) ?? 'image/jpeg', body: bytes, result: 'ok' };
}
