import { randomUUID } from 'node:crypto';
import { objectOf, parseJson, textOf } from '../json.ts';

export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';
export const CARD_TOPIC = '/v1.0/card/instances/callback';
/** The one topic of events; the event's name stands in the headers (docs/emulator.md, Stream). */
export const EVENT_TOPIC = '*';

type FrameType = 'SYSTEM' | 'EVENT' | 'CALLBACK';

/** What one frame carries: `data` is JSON in a text, as on the wire. */
export interface Payload {
  type: FrameType;
  topic: string;
  data: string;
  /** Headers that only events have. */
  event?: Readonly<Record<string, string>>;
}

/** One frame to the bot (docs/emulator.md, Stream). */
export function frameOf(payload: Payload, connectionId: string, appId: string, messageId: string, atMs: number) {
  return JSON.stringify({
    specVersion: '1.0',
    type: payload.type,
    headers: {
      appId,
      connectionId,
      contentType: 'application/json',
      messageId,
      time: String(atMs),
      topic: payload.topic,
      ...payload.event,
    },
    data: payload.data,
  });
}

export function newMessageId(): string {
  return randomUUID();
}

/** A flat event (docs/emulator.md, Events) as Stream carries it: the envelope in the headers, the payload alone in `data`. */
export function eventPayload(plain: string): Payload {
  const { EventType, EventTime, CorpId, BizId: _bizId, eventId, ...rest } = objectOf(parseJson(plain));
  return {
    type: 'EVENT',
    topic: EVENT_TOPIC,
    data: JSON.stringify(rest),
    event: {
      eventType: textOf(EventType),
      eventId: textOf(eventId),
      eventCorpId: textOf(CorpId),
      eventBornTime: String(EventTime),
      eventUnifiedAppId: 'unified-app',
    },
  };
}

/** The bot's answer to one frame; `data` is what its text holds. */
export interface Ack {
  messageId: string;
  code: number;
  data: unknown;
}

/** Reads what the bot sent; `undefined` when it is no ack of the Stream protocol. */
export function readAck(text: string): Ack | undefined {
  const { code, headers, data } = objectOf(parseJson(text));
  const messageId = textOf(objectOf(headers).messageId);
  if (typeof code !== 'number' || messageId === '' || (data !== undefined && typeof data !== 'string'))
    return undefined;
  return { messageId, code, data: parseJson(data ?? '') };
}
