import { randomBytes } from 'node:crypto';
import type { Channel, Outcome } from '../channel.ts';
import { hmacBase64, SealError, sameText, sealSignature, unseal } from '../crypto.ts';
import type { Fault } from '../faults.ts';
import type { Callback } from '../items.ts';
import { objectOf, parseJson, textOf } from '../json.ts';
import { answerThere } from '../messages.ts';
import type { PostAnswer } from '../post.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { showCardReply } from './card-updates.ts';
import { eventKeys, openEvent } from './events.ts';
import { failedEntries } from './failed-events.ts';
import { OldRefusal } from './refusals.ts';
import type { SentStamps } from './stamps.ts';
import { cardOverStream, eventOverStream, robotOverStream } from './stream-delivery.ts';
import type { StreamGateway } from './stream-gateway.ts';
import { drawWebhook } from './webhook-message.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
/** Events are repeated after 10 s and 30 s (docs/emulator.md, Events); robot messages like them, which nobody documents. */
const RETRY_AFTER_MS = [10_000, 30_000];

/** Robot messages over HTTP, signed over the timestamp (docs/emulator.md, Robot messages). */
export function robotChannel(
  world: World,
  account: DingtalkAccount,
  gateway: StreamGateway,
  stamps: SentStamps,
): Channel {
  return {
    connection: () => robotOverStream(world, gateway),
    vendor: 'dingtalk',
    label: '钉钉',
    timeoutMs: world.rules.robotTimeoutMs,
    retryAfterMs: RETRY_AFTER_MS,
    address(_callback, fault) {
      if (account.robotUrl === undefined) return undefined;
      const timestamp = timestampOf(world.nowMs(), fault);
      const sign = withFault(hmacBase64(account.appSecret, `${timestamp}\n${account.appSecret}`), fault);
      return { url: account.robotUrl, headers: { ...JSON_TYPE, timestamp, sign } };
    },
    onPosted: ({ timestamp = '', sign = '' }) => stamps.add({ timestamp, sign }),
    accept: (callback, answer) => acceptRobotReply(world, callback, answer),
  };
}

/**
 * Card clicks: 2 s, never repeated; the person sees the failure and may click again (docs/emulator.md, Cards). One that
 * had no answer when the emulator stopped is sent again with the timestamp of the click, so that the bot recognises it.
 */
export function cardChannel(world: World, gateway: StreamGateway): Channel {
  return {
    connection: (callback) => (callback.route === undefined ? cardOverStream(world, gateway) : undefined),
    vendor: 'dingtalk',
    label: '钉钉',
    timeoutMs: world.rules.cardTimeoutMs,
    retryAfterMs: [],
    address(callback, fault) {
      const route = world.state.dingtalk.routes.get(callback.route ?? '');
      if (route === undefined) return undefined;
      if (route.secret === '') return { url: route.url, headers: JSON_TYPE };
      const timestamp = timestampOf(callback.nextAtMs, fault);
      const signature = withFault(hmacBase64(route.secret, timestamp), fault);
      const signed = { 'x-ddpaas-signature-timestamp': timestamp, 'x-ddpaas-signature': signature };
      return { url: route.url, headers: { ...JSON_TYPE, ...signed } };
    },
    accept: (callback, answer) => acceptCardReply(world, callback, answer),
  };
}

/** Encrypted events: 2.5 s, the answer must be the sealed word `success` (docs/emulator.md, Events). */
export function eventChannel(world: World, account: DingtalkAccount, gateway: StreamGateway): Channel {
  return {
    connection: () => eventOverStream(world, gateway, (callback) => openEvent(account, callback)),
    vendor: 'dingtalk',
    label: '钉钉',
    timeoutMs: world.rules.eventTimeoutMs,
    retryAfterMs: RETRY_AFTER_MS,
    givenUp: (callback) => failedEntries(world, account, callback),
    address(callback, fault) {
      if (account.eventsUrl === undefined) return undefined;
      const encrypted = textOf(objectOf(parseJson(callback.body)).encrypt);
      const timestamp = timestampOf(world.nowMs(), fault);
      const nonce = randomBytes(6).toString('base64url');
      const signature = withFault(sealSignature(account.eventToken, timestamp, nonce, encrypted), fault);
      const joint = account.eventsUrl.includes('?') ? '&' : '?';
      const query = `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
      return { url: `${account.eventsUrl}${joint}${query}`, headers: JSON_TYPE };
    },
    accept: (_callback, answer) => acceptEventReply(account, answer),
  };
}

function acceptRobotReply(world: World, callback: Callback, answer: PostAnswer): Outcome {
  if (answer.status !== 200) return { trouble: `机器人回应了状态 ${answer.status}`, again: true };
  if (answer.body.trim() === '') return { entries: [] };
  try {
    const content = drawWebhook(objectOf(parseJson(answer.body)));
    return { entries: content === undefined ? [] : answerThere(world, 'dingtalk', callback, content).entries };
  } catch (error) {
    if (error instanceof OldRefusal) return { trouble: '机器人的回应不是一条消息', again: false };
    throw error;
  }
}

function acceptCardReply(world: World, callback: Callback, answer: PostAnswer): Outcome {
  if (answer.status !== 200) return { trouble: `点击失败：机器人回应了状态 ${answer.status}`, again: false };
  return showCardReply(world, callback, answer.body.trim() === '' ? {} : parseJson(answer.body));
}

function acceptEventReply(account: DingtalkAccount, answer: PostAnswer): Outcome {
  const trouble = '机器人没有用加密的 success 回应事件';
  if (answer.status !== 200) return { trouble: `机器人回应了状态 ${answer.status}`, again: true };
  const reply = objectOf(parseJson(answer.body));
  const encrypted = textOf(reply.encrypt);
  const signature = sealSignature(account.eventToken, String(reply.timeStamp), textOf(reply.nonce), encrypted);
  if (!sameText(signature, textOf(reply.msg_signature))) return { trouble, again: true };
  try {
    return unseal(eventKeys(account), encrypted) === 'success' ? { entries: [] } : { trouble, again: true };
  } catch (error) {
    if (error instanceof SealError) return { trouble, again: true };
    throw error;
  }
}

const STALE_MS = 2 * 3_600_000;

/** When this try was signed; under `stale-timestamp` longer ago than a bot should accept. */
function timestampOf(atMs: number, fault: Fault | undefined): string {
  return String(atMs - (fault === 'stale-timestamp' ? STALE_MS : 0));
}

/** The signature, or under `bad-sign` one of the right form that fits nothing. */
function withFault(signature: string, fault: Fault | undefined): string {
  if (fault !== 'bad-sign') return signature;
  return `${signature.startsWith('0') ? '1' : '0'}${signature.slice(1)}`;
}
