import { z } from 'zod';
import { instantMs, readObject } from './json.ts';

/** One frame as the gateway sends it (docs/vendors/dingtalk.md, Stream). */
export interface Frame {
  /** `SYSTEM`, `EVENT`, `CALLBACK`, or something newer. */
  type: string;
  topic: string;
  /** Addresses the answer; not a key to tell repeats by. */
  messageId: string;
  /** When the gateway says it was sent, in milliseconds since 1970. */
  atMs?: number;
  /** What an EVENT frame has in its headers instead of its payload. */
  envelope: { type?: string; id?: string; corpId?: string; bornAt?: string };
  /** JSON in a string, not yet read. */
  data: string;
}

/** What is answered to a frame: `data` is not yet put into a string. */
export interface Ack {
  code: 200 | 404 | 500;
  message: string;
  data: unknown;
}

const word = z.string().max(256);
const frameSchema = z.object({
  type: word,
  headers: z.object({
    topic: word.optional(),
    messageId: z.string().min(1).max(256),
    time: instantMs.optional().catch(undefined),
    eventType: word.optional().catch(undefined),
    eventId: word.optional().catch(undefined),
    eventCorpId: word.optional(),
    eventBornTime: word.optional().catch(undefined),
  }),
  data: z.string().optional(),
});

/** @returns `undefined` for anything that is not a frame */
export function readFrame(text: string): Frame | undefined {
  const read = frameSchema.safeParse(readObject(text));
  if (!read.success) return undefined;
  const { type, headers, data = '' } = read.data;
  const { topic = '', messageId, time, eventType, eventId, eventCorpId, eventBornTime } = headers;
  const envelope = {
    ...(eventType === undefined ? {} : { type: eventType }),
    ...(eventId === undefined ? {} : { id: eventId }),
    ...(eventCorpId === undefined ? {} : { corpId: eventCorpId }),
    ...(eventBornTime === undefined ? {} : { bornAt: eventBornTime }),
  };
  return { type, topic, messageId, ...(time === undefined ? {} : { atMs: time }), envelope, data };
}

/** The answer as it goes over the wire; `data` that is a string already goes as it is. */
export function writeAck(messageId: string, { code, message, data }: Ack): string {
  return JSON.stringify({
    code,
    headers: { contentType: 'application/json', messageId },
    message,
    data: typeof data === 'string' ? data : JSON.stringify(data),
  });
}
