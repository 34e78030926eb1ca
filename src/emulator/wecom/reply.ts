import { SealError, sameText, sealSignature, unseal } from '../crypto.ts';
import type { Callback, Content, Entry, Item } from '../entries.ts';
import { cutBytes } from '../json.ts';
import { deliver, dropped } from '../messages.ts';
import type { WecomAccount } from '../options.ts';
import { findItem } from '../state.ts';
import type { World } from '../world.ts';
import { keysOf } from './callback.ts';
import { personLimitReached } from './person-limit.ts';
import { childText, readXml, type XmlNode } from './xml.ts';

const MAX_TEXT_BYTES = 2048;

/**
 * What the bot's answer to a callback does: nothing for an empty one or `success`, a message for a sealed passive reply
 * (wecom.md 1.5, 2.4). Anything else is trouble the member never sees; WeCom does not repeat for it.
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
    if (error instanceof SealError || error instanceof Error) return refused(error.message);
    throw error;
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

function effects(world: World, callback: Callback, reply: XmlNode): Entry[] {
  const kind = childText(reply, 'MsgType');
  if (kind === 'text') {
    const text = cutBytes(childText(reply, 'Content'), MAX_TEXT_BYTES);
    const { userId } = callback;
    if (personLimitReached(world, userId)) {
      return [dropped(world, 'wecom', [userId], 'person-limit')];
    }
    return deliver(world, 'wecom', [userId], { type: 'text', text }).entries;
  }
  if (kind === 'update_button') {
    const name = childText(reply.children.get('Button')?.[0], 'ReplaceName');
    return world.rules.wecomPassiveUpdate ? greyed(world, callback, name) : [];
  }
  if (kind === 'update_template_card' && !world.rules.wecomPassiveUpdate) return [];
  throw new Error(`不认识的被动回复 ${kind}`);
}

/** The passive update changes the presser's card alone. */
function greyed(world: World, callback: Callback, greyedBy: string): Entry[] {
  const item = pressedItem(world, callback);
  if (item?.content.type !== 'wecom-card') return [];
  const content: Content = { ...item.content, greyed: greyedBy };
  const targets = [{ userId: callback.userId, serial: item.serial }];
  return [{ kind: 'revised', vendor: 'wecom', targets, content, atMs: world.nowMs() }];
}

function pressedItem(world: World, callback: Callback): Item | undefined {
  if (callback.serial === undefined) return undefined;
  return findItem(world.state, 'wecom', { userId: callback.userId, serial: callback.serial });
}

function refused(why: string): { trouble: string; again: boolean } {
  return { trouble: `机器人的回应看不懂：${why}`, again: false };
}
