import { createCipheriv, randomBytes } from 'node:crypto';
import type { ApiCall } from '../../api.ts';
import type { Entry } from '../../entries.ts';
import type { Content } from '../../items.ts';
import type { JsonObject } from '../../json.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import { WecomRefusal } from '../codes.ts';
import { FileAnswer } from '../media.ts';

/** The addresses in the robot's messages expire after five minutes (docs/emulator.md, AI robot). */
const ADDRESS_LIFE_MS = 5 * 60_000;
const BLOCK_BYTES = 32;

export interface AibotMedium {
  name: string;
  bytes: Buffer;
}

/** Something a member sends to the robot: its `{url}`, with a key of its own on a long connection. */
export function keepForRobot(
  world: World,
  aibot: WecomAibot,
  { name, bytes }: AibotMedium,
  kind: 'image' | 'file' | 'video',
): { fields: JsonObject; content: Content; entry: Entry } {
  const sha256 = world.blobs.put(bytes);
  const mediaId = world.secret();
  const aesKey = aibot.mode === 'connection' ? randomBytes(32).toString('base64') : undefined;
  const given = aesKey === undefined ? {} : { aesKey };
  const url = `${world.url}/cgi-bin/aibot/media?id=${mediaId}`;
  return {
    fields: { url, ...(aesKey === undefined ? {} : { aeskey: aesKey }) },
    content: kind === 'image' ? { type: 'picture', name, sha256 } : { type: 'file', name, sha256, bytes: bytes.length },
    entry: { kind: 'wecom-aibot-media', mediaId, media: { sha256, name, atMs: world.nowMs(), ...given } },
  };
}

/** The encrypted bytes behind such an address. @throws WecomRefusal 40007 † after five minutes */
export function encryptedMedia(world: World, aibot: WecomAibot, call: ApiCall): FileAnswer {
  const media = world.state.wecom.aibotMedia.get(call.query.get('id') ?? '');
  const bytes = media && world.blobs.get(media.sha256);
  if (media === undefined || bytes === undefined || media.atMs + ADDRESS_LIFE_MS <= world.nowMs()) {
    throw new WecomRefusal(40007);
  }
  const key = Buffer.from(media.aesKey ?? `${aibot.encodingAesKey}=`, 'base64');
  const missing = BLOCK_BYTES - (bytes.length % BLOCK_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(missing, missing)), cipher.final()]);
  return new FileAnswer(media.name, 'application/octet-stream', sealed);
}
