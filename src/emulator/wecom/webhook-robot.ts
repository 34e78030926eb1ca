import { createHash } from 'node:crypto';
import type { Content } from '../items.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { deliver } from '../messages.ts';
import { countWithin } from '../sliding-window.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { withMentions } from './appchat.ts';
import type { WecomCall } from './call.ts';
import { checkCard } from './card-check.ts';
import { joinChat } from './chats.ts';
import { WecomRefusal } from './codes.ts';
import { mediaContent, newsContent } from './content.ts';
import { isPicture } from './media.ts';

const PER_MINUTE = 20;
const MAX_TEXT_BYTES = 2048;
const MAX_MARKDOWN_BYTES = 4096;
const MAX_PICTURE_BYTES = 2 << 20;

/** The group a webhook robot sits in. */
function robotChatId(key: string): string {
  return `robot-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

/**
 * `webhook/send` (docs/emulator.md, Groups): no token, one way, 20 messages a minute.
 * @throws WecomRefusal 93000, 93017, 45009, 40058, 40008, 44004, 93018, 40123, 45008, 40007, 42031
 */
export function sendByWebhook(world: World, account: WecomAccount, { http, body, fault }: WecomCall): JsonObject {
  const key = http.query.get('key') ?? '';
  const robot = account.webhookRobots?.find((known) => known.key === key);
  if (robot === undefined) throw new WecomRefusal(93000);
  if (http.body.trim() === '') throw new WecomRefusal(93017);
  const sentAtMs = world.state.wecom.robotSends.get(key) ?? [];
  if (countWithin(sentAtMs, world.nowMs(), 60_000) >= PER_MINUTE) throw new WecomRefusal(45009);
  const content = contentOf(world, body, key);
  const members = robot.members.map((id) => world.directory.find('wecom', id)?.userId).filter((id) => id !== undefined);
  const group = robotChatId(key);
  const { entries } = deliver(world, 'wecom', members, content, { group, fault });
  const sent = { kind: 'wecom-robot-send', key, atMs: world.nowMs() } as const;
  world.commit(...joinChat(world, group, robot.group, members), sent, ...entries);
  return {};
}

function contentOf(world: World, body: JsonObject, key: string): Content {
  const kind = textOf(body.msgtype);
  const fields = objectOf(body[kind]);
  switch (kind) {
    case 'text':
      needLength('text.content', fields.content, MAX_TEXT_BYTES);
      return { type: 'text', text: withMentions(world, textOf(fields.content), body) };
    case 'markdown':
    case 'markdown_v2':
      needLength(`${kind}.content`, fields.content, MAX_MARKDOWN_BYTES);
      return { type: 'markdown', title: '', markdown: textOf(fields.content) };
    case 'image':
      return pictureOf(world, fields);
    case 'news':
      return newsContent(fields);
    case 'file':
    case 'voice':
      return mediaContent(world, kind, fields.media_id, key);
    case 'template_card':
      if (textOf(fields.card_type).endsWith('_interaction')) throw new WecomRefusal(42031);
      checkCard(fields, 'send');
      return { type: 'wecom-card', card: fields };
    default:
      throw new WecomRefusal(40008);
  }
}

function needLength(name: string, text: unknown, maxBytes: number): void {
  if (textOf(text) === '') throw new WecomRefusal(44004);
  if (Buffer.byteLength(textOf(text)) <= maxBytes) return;
  throw new WecomRefusal(40058, {}, `${name} exceed max length ${maxBytes}. invalid Request Parameter`);
}

function pictureOf(world: World, fields: JsonObject): Content {
  const bytes = Buffer.from(textOf(fields.base64), 'base64');
  if (bytes.length > MAX_PICTURE_BYTES) throw new WecomRefusal(93018);
  if (createHash('md5').update(bytes).digest('hex') !== textOf(fields.md5).toLowerCase()) throw new WecomRefusal(40058);
  if (!isPicture(bytes)) throw new WecomRefusal(40123);
  return { type: 'picture', name: '图片', sha256: world.blobs.put(bytes) };
}
