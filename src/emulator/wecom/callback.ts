import { randomBytes } from 'node:crypto';
import { randomPrefix, type SealKeys, seal, sealSignature } from '../crypto.ts';
import type { Entry } from '../entries.ts';
import type { Callback } from '../items.ts';
import { NoAnswer, type Poster } from '../post.ts';
import type { World } from '../world.ts';
import { keysOf, type WecomAccount } from './account.ts';
import { writeXml, type XmlElement } from './xml.ts';

/** Real `MsgId`s do not fit a JavaScript number (docs/emulator.md, Callbacks); these start where the vendor's samples are. */
const FIRST_MSG_ID = 7_200_000_000_000_000_000n;
const VERIFY_TIMEOUT_MS = 1000;

/** `MsgId` of the message with this serial. */
export function msgIdOf(serial: number): bigint {
  return FIRST_MSG_ID + BigInt(serial) * 7919n;
}

/** Whose callback it is and what it is sealed with: the app's own, or the contact-sync assistant's. */
export interface Sender {
  channel: 'wecom' | 'wecom-contacts';
  keys: SealKeys;
  corpId: string;
  /** Contact-sync callbacks name no app (docs/emulator.md, Callbacks). */
  agentId?: number;
}

/** The person it is about, the item that shows trouble, and `mute` when a passive reply is ignored. */
interface From {
  userId: string;
  serial?: number;
  mute?: true;
}

export function appSender(account: WecomAccount): Sender {
  return { channel: 'wecom', keys: keysOf(account), corpId: account.corpId, agentId: account.agentId };
}

/** A callback of the app (docs/emulator.md, Callbacks). */
export function wecomCallback(world: World, account: WecomAccount, from: From, elements: readonly XmlElement[]): Entry {
  return callbackOf(world, appSender(account), from, elements);
}

/**
 * A callback ready to be sent: encrypted once, so that every repeat carries the same body (docs/emulator.md, Callbacks).
 * Line breaks between the elements vary, so that equal messages use all 32 pad values.
 */
export function callbackOf(world: World, sender: Sender, from: From, elements: readonly XmlElement[]): Entry {
  const plain = plainOf(world, sender, from.userId, elements);
  const callback: Callback = {
    id: String(world.nextSerial()),
    channel: sender.channel,
    userId: from.userId,
    ...(from.serial === undefined ? {} : { serial: from.serial }),
    ...(from.mute === undefined ? {} : { mute: from.mute }),
    body: envelopeOf(sender, seal(sender.keys, plain, randomPrefix())),
    tries: 0,
    nextAtMs: world.nowMs(),
  };
  return { kind: 'callback', callback };
}

/** What is sealed: the common elements around those of this kind (docs/emulator.md, Events). */
export function plainOf(world: World, sender: Sender, userId: string, elements: readonly XmlElement[]): string {
  const common: XmlElement[] = [
    ['ToUserName', sender.corpId],
    ['FromUserName', userId],
    ['CreateTime', Math.floor((world.nowMs() + world.rules.stampsOffMs) / 1000)],
  ];
  const last: XmlElement[] = sender.agentId === undefined ? [] : [['AgentID', sender.agentId]];
  return writeXml([...common, ...elements, ...last], world.nextFiller());
}

export function envelopeOf(sender: Sender, encrypted: string): string {
  const agent: XmlElement[] = sender.agentId === undefined ? [] : [['AgentID', String(sender.agentId)]];
  return writeXml([['ToUserName', sender.corpId], ...agent, ['Encrypt', encrypted]], 0);
}

interface CallbackAddress {
  of: 'wecom' | 'wecomContacts' | 'aibot';
  name: string;
  url: string | undefined;
  keys: SealKeys;
}

/** The addresses an administrator sets: the app's, and those of the contact-sync assistant and the AI robot where there are any. */
export function callbackAddresses(account: WecomAccount): CallbackAddress[] {
  const { callbackUrl, contactSync, aibot, corpId } = account;
  const found: CallbackAddress[] = [{ of: 'wecom', name: '企业微信', url: callbackUrl, keys: keysOf(account) }];
  if (contactSync !== undefined) {
    found.push({
      of: 'wecomContacts',
      name: '通讯录同步',
      url: contactSync.callbackUrl,
      keys: { ...contactSync, owner: corpId },
    });
  }
  if (aibot?.mode === 'callback') {
    found.push({ of: 'aibot', name: '智能机器人', url: aibot.callbackUrl, keys: { ...aibot, owner: '' } });
  }
  return found;
}

/**
 * Saving a callback address in the console: GET with `echostr`, 1 s, the answer must be the plaintext byte for byte
 * (docs/emulator.md, Callbacks).
 * @returns why the address cannot be saved, or `undefined` when it can
 */
export async function verifyWecomUrl(
  world: World,
  { url: base, keys }: { url: string | undefined; keys: SealKeys },
  poster: Poster,
): Promise<string | undefined> {
  if (base === undefined) return '没有设置回调地址';
  const plain = String(msgIdOf(world.nextSerial()));
  const echostr = seal(keys, plain, randomPrefix());
  const url = signedUrl(world, keys.token, base, echostr);
  const request = {
    method: 'GET' as const,
    url: `${url}&echostr=${encodeURIComponent(echostr)}`,
    headers: {},
    body: '',
  };
  try {
    const answer = await poster.send({ ...request, timeoutMs: VERIFY_TIMEOUT_MS });
    if (answer.status === 200 && answer.body === plain) return undefined;
    return `openapi 回调地址请求不通过：状态 ${answer.status}，回应的内容不是解密后的 echostr`;
  } catch (error) {
    if (error instanceof NoAnswer) return 'openapi 回调地址请求不通过：1 秒内没有回应';
    throw error;
  }
}

/**
 * The address of one try, freshly signed.
 * @param timestamp - Unix seconds
 */
export function signedUrl(
  world: World,
  token: string,
  base: string,
  encrypted: string,
  timestamp = String(Math.floor(world.nowMs() / 1000)),
  nonce = String(randomBytes(5).readUIntBE(0, 5)),
): string {
  const signature = sealSignature(token, timestamp, nonce, encrypted);
  return `${base}${base.includes('?') ? '&' : '?'}msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}
