import { SealError, sameText, sealSignature, unseal } from '../crypto.ts';
import type { Entry } from '../entries.ts';
import type { Callback, Content } from '../items.ts';
import { cutBytes, type JsonObject } from '../json.ts';
import { deliver, dropped } from '../messages.ts';
import type { World } from '../world.ts';
import { keysOf, type WecomAccount } from './account.ts';
import { checkCard } from './card-check.ts';
import { mediaContent, newsContent, videoContent } from './content.ts';
import { passiveCard } from './passive-card.ts';
import { personLimitReached } from './person-limit.ts';
import { type CardChange, revisions } from './update.ts';
import { childText, readXml, type XmlNode } from './xml.ts';

const MAX_TEXT_BYTES = 2048;

/**
 * What the bot's answer to a callback does: nothing for an empty one or `success`, a message for a sealed passive reply
 * (docs/emulator.md, Callbacks and Events). Anything else is trouble the member never sees; WeCom does not repeat for it.
 */
export function readReply(
  world: World,
  account: WecomAccount,
  callback: Callback,
  body: string,
): { entries: Entry[] } | { trouble: string; again: boolean } {
  if (body === '' || body === 'success') return { entries: [] };
  try {
    const reply = openReply(account, body);
    if (childText(reply, 'ToUserName') !== callback.userId) return refused('收件人不是发送者');
    if (childText(reply, 'FromUserName') !== account.corpId) return refused('发件人不是企业');
    return { entries: effects(world, callback, reply) };
  } catch (error) {
    // Malformed XML fails in many ways, none of which may crash the emulator.
    return refused(error instanceof Error ? error.message : String(error));
  }
}

/** @throws SealError or Error when the reply is not one WeCom would read */
function openReply(account: WecomAccount, body: string): XmlNode {
  const envelope = readXml(body);
  const encrypted = childText(envelope, 'Encrypt');
  const expected = sealSignature(
    account.token,
    childText(envelope, 'TimeStamp'),
    childText(envelope, 'Nonce'),
    encrypted,
  );
  if (!sameText(expected, childText(envelope, 'MsgSignature'))) throw new SealError('签名不对');
  return readXml(unseal(keysOf(account), encrypted));
}

/** @throws Error for kinds WeCom does not know, or does not take as the answer to this callback (docs/emulator.md, Events) */
function effects(world: World, callback: Callback, reply: XmlNode): Entry[] {
  const kind = childText(reply, 'MsgType');
  if (kind === 'update_button' || kind === 'update_template_card') {
    return world.rules.wecomPassiveUpdate ? passiveUpdate(world, callback, changeOf(kind, reply)) : [];
  }
  if (callback.mute) throw new Error('这种事件不接受回复');
  const content = contentOf(world, kind, reply);
  const { userId } = callback;
  if (personLimitReached(world, userId)) return [dropped(world, 'wecom', [userId], 'person-limit')];
  return deliver(world, 'wecom', [userId], content).entries;
}

function contentOf(world: World, kind: string, reply: XmlNode): Content {
  const media = (name: string) => childText(reply.children.get(name)?.[0], 'MediaId');
  switch (kind) {
    case 'text':
      return { type: 'text', text: cutBytes(childText(reply, 'Content'), MAX_TEXT_BYTES) };
    case 'image':
      return mediaContent(world, 'image', media('Image'));
    case 'voice':
      return mediaContent(world, 'voice', media('Voice'));
    case 'video':
      return videoContent(world, {
        media_id: media('Video'),
        title: childText(reply.children.get('Video')?.[0], 'Title'),
      });
    case 'news': {
      const items = reply.children.get('Articles')?.[0]?.children.get('item') ?? [];
      if (Number(childText(reply, 'ArticleCount')) !== items.length) throw new Error('ArticleCount 与图文条数不一致');
      return newsContent({ articles: items.map(articleOf) });
    }
    default:
      throw new Error(`不认识的被动回复 ${kind}`);
  }
}

function articleOf(item: XmlNode): JsonObject {
  return {
    title: childText(item, 'Title'),
    description: childText(item, 'Description'),
    url: childText(item, 'Url'),
    picurl: childText(item, 'PicUrl'),
  };
}

function changeOf(kind: 'update_button' | 'update_template_card', reply: XmlNode): CardChange {
  if (kind === 'update_button') return { greyed: childText(reply.children.get('Button')?.[0], 'ReplaceName') };
  const card = passiveCard(reply.children.get('TemplateCard')?.[0] ?? { text: '', children: new Map() });
  checkCard(card, 'update');
  return { card };
}

/** The passive update changes the presser's card alone. */
function passiveUpdate(world: World, callback: Callback, change: CardChange): Entry[] {
  if (callback.serial === undefined) return [];
  return revisions(world, [{ userId: callback.userId, serial: callback.serial }], change);
}

function refused(why: string): { trouble: string; again: boolean } {
  return { trouble: `机器人的回应看不懂：${why}`, again: false };
}
