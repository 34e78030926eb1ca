import type { Channel, Outcome } from '../../channel.ts';
import { SealError, sameText, sealSignature, unseal } from '../../crypto.ts';
import type { Entry } from '../../entries.ts';
import type { Fault } from '../../faults.ts';
import type { Callback } from '../../items.ts';
import { type JsonObject, objectOf, parseJson, textOf } from '../../json.ts';
import type { PostAnswer } from '../../post.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import { signedUrl } from '../callback.ts';
import { badStatus, RETRY_AFTER_MS } from '../channels.ts';
import { WecomRefusal } from '../codes.ts';
import type { AibotConnection } from './connection.ts';
import { replyEntries } from './replies.ts';
import type { AibotTurn } from './state.ts';
import { type AibotTurns, STREAM_LIFE_MS } from './turns.ts';

/** How callbacks reach the AI robot: sealed JSON over HTTP, or frames over its own connection (docs/emulator.md, AI robot). */
export function aibotChannel(world: World, aibot: WecomAibot, turns: AibotTurns, connection: AibotConnection): Channel {
  const nonces = new Map<string, string>();
  return {
    vendor: 'wecom',
    label: '企业微信',
    timeoutMs: world.rules.wecomTimeoutMs,
    retryAfterMs: RETRY_AFTER_MS,
    connection: () =>
      connection.isLive
        ? { retryAfterMs: [], deliver: async (callback, fault) => push(connection, callback, fault) }
        : undefined,
    address(callback) {
      if (aibot.mode !== 'callback' || aibot.callbackUrl === undefined) return undefined;
      const encrypted = textOf(objectOf(parseJson(callback.body)).encrypt);
      const url = signedUrl(world, aibot.token, aibot.callbackUrl, encrypted);
      nonces.set(callback.id, new URL(url).searchParams.get('nonce') ?? '');
      return { url, headers: { 'content-type': 'application/json' } };
    },
    accept(callback, answer) {
      if (answer.status !== 200) return badStatus(world, answer.status);
      const turn = world.state.wecom.turns.get(callback.turn ?? '');
      if (turn === undefined) return { entries: [] };
      const nonce = nonces.get(callback.id) ?? '';
      nonces.delete(callback.id);
      return accepted(world, aibot, turns, turn, answer, nonce);
    },
  };
}

function push(connection: AibotConnection, callback: Callback, fault: Fault | undefined): Outcome {
  connection.push(callback);
  if (fault === 'duplicate') connection.push(callback);
  return { entries: [] };
}

function accepted(
  world: World,
  aibot: WecomAibot,
  turns: AibotTurns,
  turn: AibotTurn,
  answer: PostAnswer,
  nonce: string,
): Outcome {
  const isRefresh = turn.stream !== undefined;
  try {
    if (answer.body === '')
      return {
        entries: isRefresh ? more(world, turns, turn) : [{ kind: 'wecom-turn', turn: { ...turn, answered: true } }],
      };
    const body = openReply(aibot, answer.body, nonce);
    const idOf = (userId: string) => turns.idOf(userId);
    const entries = replyEntries(world, turn, { way: isRefresh ? 'refresh' : 'callback', body, idOf });
    const last = entries.at(-1);
    const next = last?.kind === 'wecom-turn' ? last.turn : turn;
    return { entries: [...entries, ...more(world, turns, next)] };
  } catch (error) {
    const known = error instanceof WecomRefusal || error instanceof SealError;
    if (!known) throw error;
    const code = error instanceof WecomRefusal ? `（${error.code}）` : '';
    return { trouble: `机器人的回应看不懂：${error.message}${code}`, again: false };
  }
}

/** Asks again while the stream goes on and its six minutes are not over. */
function more(world: World, turns: AibotTurns, turn: AibotTurn): Entry[] {
  if (turn.stream === undefined || turn.stream.finished) return [];
  const nextMs = world.nowMs() + world.rules.aibotRefreshMs;
  return nextMs - turn.atMs > STREAM_LIFE_MS ? [] : turns.refresh(turn);
}

/** @throws SealError */
function openReply(aibot: WecomAibot, body: string, nonce: string): JsonObject {
  const envelope = objectOf(parseJson(body));
  const encrypted = textOf(envelope.encrypt);
  const timestamp = String(envelope.timestamp ?? '');
  if (textOf(envelope.nonce) !== nonce) throw new SealError('nonce 不是回调里的那个');
  const expected = sealSignature(aibot.token, timestamp, nonce, encrypted);
  if (!sameText(expected, textOf(envelope.msgsignature))) throw new SealError('签名不对');
  const plain = parseJson(unseal({ token: aibot.token, encodingAesKey: aibot.encodingAesKey, owner: '' }, encrypted));
  if (plain === undefined) throw new SealError('不是 JSON');
  return objectOf(plain);
}
