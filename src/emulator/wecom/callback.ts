import { randomBytes } from 'node:crypto';
import type { Channel } from '../callbacks.ts';
import { randomPrefix, seal, sealSignature } from '../crypto.ts';
import type { Callback, Entry } from '../entries.ts';
import type { WecomAccount } from '../options.ts';
import { NoAnswer, type Poster } from '../post.ts';
import type { World } from '../world.ts';
import { keysOf } from './keys.ts';
import { readReply } from './reply.ts';
import { writeXml, type XmlElement } from './xml.ts';

/** Real `MsgId`s do not fit a JavaScript number (wecom.md 1.6); these start where the vendor's samples are. */
const FIRST_MSG_ID = 7_200_000_000_000_000_000n;
const RETRY_AFTER_MS = [1000, 5000, 15_000];
const VERIFY_TIMEOUT_MS = 1000;

/** `MsgId` of the message with this serial. */
export function msgIdOf(serial: number): bigint {
  return FIRST_MSG_ID + BigInt(serial) * 7919n;
}

/**
 * A callback ready to be sent: encrypted once, so that every repeat carries the same body (wecom.md 1.4, 1.5).
 * Line breaks between the elements vary, so that equal messages meet all 32 pad values.
 */
export function wecomCallback(
  world: World,
  account: WecomAccount,
  from: { userId: string; serial?: number },
  elements: readonly XmlElement[],
): Entry {
  const serial = world.nextSerial();
  const common: XmlElement[] = [
    ['ToUserName', account.corpId],
    ['FromUserName', from.userId],
    ['CreateTime', Math.floor(world.nowMs() / 1000)],
  ];
  const plain = writeXml([...common, ...elements, ['AgentID', account.agentId]], world.nextFiller());
  const body = writeXml(
    [
      ['ToUserName', account.corpId],
      ['AgentID', String(account.agentId)],
      ['Encrypt', seal(keysOf(account), plain, randomPrefix())],
    ],
    0,
  );
  const callback: Callback = {
    id: String(serial),
    channel: 'wecom',
    userId: from.userId,
    ...(from.serial === undefined ? {} : { serial: from.serial }),
    body,
    tries: 0,
    nextAtMs: world.nowMs(),
  };
  return { kind: 'callback', callback };
}

/** How WeCom posts callbacks: 5 s, three repeats (wecom.md 1.6). The waits between them are not documented. */
export function wecomChannel(world: World, account: WecomAccount): Channel {
  return {
    vendor: 'wecom',
    label: '企业微信',
    timeoutMs: world.rules.wecomTimeoutMs,
    retryAfterMs: RETRY_AFTER_MS,
    address(callback) {
      if (account.callbackUrl === undefined) return undefined;
      const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(callback.body) ?? [];
      const url = signedUrl(world, account, account.callbackUrl, encrypted);
      return { url, headers: { 'content-type': 'text/xml' } };
    },
    accept(callback, answer) {
      if (answer.status !== 200) {
        return { trouble: `机器人回应了状态 ${answer.status}`, again: world.rules.wecomRepeatsBadStatus };
      }
      return readReply(world, account, callback, answer.body);
    },
  };
}

/**
 * Saving the callback address in the console: GET with `echostr`, 1 s, the answer must be the plaintext byte for byte
 * (wecom.md 1.2, 10.4).
 * @returns why the address cannot be saved, or `undefined` when it can
 */
export async function verifyWecomUrl(world: World, account: WecomAccount, poster: Poster): Promise<string | undefined> {
  if (account.callbackUrl === undefined) return '没有设置回调地址';
  const plain = String(msgIdOf(world.nextSerial()));
  const echostr = seal(keysOf(account), plain, randomPrefix());
  const url = signedUrl(world, account, account.callbackUrl, echostr);
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

function signedUrl(world: World, account: WecomAccount, base: string, encrypted: string): string {
  const timestamp = String(Math.floor(world.nowMs() / 1000));
  const nonce = String(randomBytes(5).readUIntBE(0, 5));
  const signature = sealSignature(account.token, timestamp, nonce, encrypted);
  return `${base}${base.includes('?') ? '&' : '?'}msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}
