import type { OpenConnection, Outcome } from '../channel.ts';
import type { Fault } from '../faults.ts';
import type { Callback } from '../items.ts';
import { objectOf, parseJson } from '../json.ts';
import type { World } from '../world.ts';
import { showCardReply } from './card-updates.ts';
import type { Answered, StreamConnection } from './stream-connection.ts';
import { type Ack, CARD_TOPIC, EVENT_TOPIC, eventPayload, type Payload, ROBOT_TOPIC } from './stream-frames.ts';
import type { StreamGateway } from './stream-gateway.ts';

/** How often a frame comes again; not documented, so our choice. */
const REPEATS = 3;

/** What differs between the kinds of callbacks. */
interface Kind {
  type: 'EVENT' | 'CALLBACK';
  topic: string;
  payload(callback: Callback): Payload;
  accept(callback: Callback, ack: Ack): Outcome;
  ackMs: number;
  /** Whether an ack after `ackMs` still stops the repeat. */
  takesLateAcks: boolean;
}

/** Robot messages over Stream, while a connection listens to them; the ack's content is ignored (docs/emulator.md, Stream). */
export function robotOverStream(world: World, gateway: StreamGateway): OpenConnection | undefined {
  return connectionFor(world, gateway, {
    type: 'CALLBACK',
    topic: ROBOT_TOPIC,
    payload: (callback) => {
      // Stream spells the fields of a used-up quota in its own way (docs/emulator.md, Robot messages).
      const { errorCode, errorMessage, ...message } = objectOf(parseJson(callback.body));
      const data = errorCode === undefined ? callback.body : { ...message, errCode: errorCode, errMsg: errorMessage };
      return { type: 'CALLBACK', topic: ROBOT_TOPIC, data: typeof data === 'string' ? data : JSON.stringify(data) };
    },
    accept: (_callback, ack) => (ack.code === 200 ? { entries: [] } : refusedBy(ack)),
    ackMs: world.rules.streamAckMs,
    takesLateAcks: true,
  });
}

/**
 * Events over Stream: acked with code 200, unless the ack says `LATER` to have them again. The vendor's Python package acks with a copy of the event in place
 * of `SUCCESS`.
 * @param open - the flat event
 */
export function eventOverStream(
  world: World,
  gateway: StreamGateway,
  open: (callback: Callback) => string,
): OpenConnection | undefined {
  return connectionFor(world, gateway, {
    type: 'EVENT',
    topic: EVENT_TOPIC,
    payload: (callback) => eventPayload(open(callback)),
    accept(_callback, ack) {
      if (ack.code !== 200) return refusedBy(ack);
      const isLater = objectOf(ack.data).status === 'LATER';
      return isLater ? { trouble: '机器人要求稍后再发', again: true } : { entries: [] };
    },
    ackMs: world.rules.streamAckMs,
    takesLateAcks: false,
  });
}

/** Clicks on cards whose `callbackType` is STREAM: 2 s, never repeated, the reply stands in the ack (docs/emulator.md, Cards). */
export function cardOverStream(world: World, gateway: StreamGateway): OpenConnection {
  const connection = connectionFor(world, gateway, {
    type: 'CALLBACK',
    topic: CARD_TOPIC,
    payload: (callback) => callbackPayload(CARD_TOPIC, callback),
    accept(callback, ack) {
      return ack.code === 200 ? showCardReply(world, callback, objectOf(ack.data).response ?? {}) : refusedBy(ack);
    },
    ackMs: world.rules.cardTimeoutMs,
    takesLateAcks: false,
  });
  const notConnected: Outcome = { trouble: '机器人没有连接', again: false };
  return {
    retryAfterMs: [],
    deliver: async (callback, fault) => (await connection?.deliver(callback, fault)) ?? notConnected,
  };
}

function callbackPayload(topic: string, callback: Callback): Payload {
  return { type: 'CALLBACK', topic, data: callback.body };
}

function refusedBy(ack: Ack): Outcome {
  return { trouble: `机器人回应了代码 ${ack.code}`, again: true };
}

function connectionFor(world: World, gateway: StreamGateway, kind: Kind): OpenConnection | undefined {
  if (!gateway.takes(kind.type, kind.topic)) return undefined;
  return {
    retryAfterMs: Array<number>(REPEATS).fill(world.rules.streamRepeatMs),
    async deliver(callback, fault) {
      const connection = gateway.pick(kind.type, kind.topic);
      if (connection === undefined) return { trouble: '机器人没有连接', again: true };
      const answered = await sendFrame(world, connection, kind, callback, fault);
      if (answered === 'closed') return { trouble: '机器人的连接断了', again: true };
      if (answered === 'silent') return { trouble: `机器人没有在 ${kind.ackMs / 1000} 秒内确认`, again: true };
      if (fault === 'accept-then-hang') return { trouble: '机器人的确认没有送达', again: true };
      if (fault === 'server-error') return { trouble: '机器人的确认在途中变成了错误', again: true };
      return kind.accept(callback, answered);
    },
  };
}

async function sendFrame(
  world: World,
  connection: StreamConnection,
  kind: Kind,
  callback: Callback,
  fault: Fault | undefined,
): Promise<Answered> {
  const payload = kind.payload(callback);
  if (fault === 'reset') return await connection.sendThenCut(payload);
  const onLate = (ack: Ack) => {
    const outcome = kind.accept(callback, ack);
    if ('entries' in outcome) world.commit({ kind: 'callback-done', id: callback.id }, ...outcome.entries);
  };
  const duplicate = fault === 'duplicate' ? connection.send(payload, kind.ackMs) : undefined;
  const answered = await connection.send(payload, kind.ackMs, kind.takesLateAcks ? onLate : undefined);
  await duplicate;
  return answered;
}
