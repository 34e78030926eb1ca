import type { Update } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { unreadableUpdate } from '../shared/unreadable-update.ts';
import type { Intake } from './intake.ts';
import { readObject } from './json.ts';
import type { Parsed } from './parse.ts';
import type { EventParsed } from './parse-event.ts';
import type { Ack, Frame } from './stream-frame.ts';

const robotTopic = '/v1.0/im/bot/messages/get';
const delegatedTopic = '/v1.0/im/bot/messages/delegate';
const cardTopic = '/v1.0/card/instances/callback';

/** What is asked for when a connection is opened; nothing else is pushed (docs/vendors/dingtalk.md, Stream). */
export const subscriptions = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: robotTopic },
  { type: 'CALLBACK', topic: cardTopic },
] as const;

const notJson = { kind: 'malformed', why: 'not a JSON object' } as const;
/** As much as an HTTP callback may have. */
const maxDataBytes = 128 * 1024;

export interface TopicsOptions {
  intake: Intake;
  /** Stores the receipt; only then is the frame answered. */
  take: (update: Update) => Promise<void>;
  clock: Clock;
  log: Log;
}

/** What to do with a frame of each topic, and what to answer (docs/vendors/dingtalk.md, Stream). */
export class StreamTopics {
  readonly #options: TopicsOptions;

  constructor(options: TopicsOptions) {
    this.#options = options;
  }

  /**
   * Deals with one frame; never throws.
   * @returns what to answer; `undefined` leaves the frame unanswered, so that the gateway brings it again
   */
  async handle(frame: Frame): Promise<Ack | undefined> {
    if (frame.type === 'SYSTEM') return frame.topic === 'ping' ? ok(frame.data) : undefined;
    const read = this.#read(frame);
    if ('code' in read) return read;
    const { parsed, done, notStored } = read;
    if (parsed.kind === 'malformed' || parsed.kind === 'foreign')
      this.#options.log.warn({ topic: frame.topic, why: parsed.why }, 'a Stream frame was refused');
    else if (parsed.kind === 'ignored')
      this.#options.log.debug({ topic: frame.topic, why: parsed.why }, 'a Stream frame was ignored');
    try {
      await Promise.all(this.#updatesOf(parsed, frame).map((update) => this.#options.take(update)));
      return done;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#options.log.error(
        { topic: frame.topic, reason },
        'a receipt could not be stored; DingTalk will repeat the frame',
      );
      return notStored;
    }
  }

  #read(frame: Frame): Ack | { parsed: Parsed<Update> | EventParsed; done: Ack; notStored: Ack | undefined } {
    const { intake, clock, log } = this.#options;
    const known =
      frame.type === 'EVENT' ||
      (frame.type === 'CALLBACK' && [robotTopic, delegatedTopic, cardTopic].includes(frame.topic));
    if (!known) {
      log.warn(
        { type: frame.type.slice(0, 64), topic: frame.topic.slice(0, 64) },
        'a Stream frame of no topic of ours',
      );
      return { code: 404, message: 'no handler for this topic', data: {} };
    }
    const body = Buffer.byteLength(frame.data) > maxDataBytes ? undefined : readObject(frame.data);
    const atMs = frame.atMs ?? clock.now().getTime();
    if (frame.type === 'EVENT') {
      const parsed = body === undefined ? notJson : intake.event({ ...body, ...envelopeOf(frame) }, atMs);
      const notStored = ok({ status: 'LATER', message: 'not stored' });
      return { parsed, done: ok({ status: 'SUCCESS', message: '' }), notStored };
    }
    if (frame.topic !== cardTopic) {
      const parsed = body === undefined ? notJson : intake.robot(body, atMs, true);
      return { parsed, done: ok({ response: null }), notStored: undefined };
    }
    // A press is not repeated: its client has to be told now.
    const notStored: Ack = { code: 500, message: 'not stored', data: { response: {} } };
    const parsed = body === undefined ? notJson : intake.card(body, atMs, frame.messageId);
    return { parsed, done: ok({ response: {} }), notStored };
  }

  /** What is surely the gateway's and has no meaning is kept for the operator. */
  #updatesOf(parsed: Parsed<Update> | EventParsed, { envelope, data }: Frame): readonly Update[] {
    if (parsed.kind === 'update') return [parsed.update];
    if (parsed.kind === 'updates') return parsed.updates;
    if (parsed.kind !== 'malformed') return [];
    const nowMs = this.#options.clock.now().getTime();
    return [unreadableUpdate('dingtalk', `${envelope.id ?? ''} ${data}`, parsed.why, nowMs)];
  }
}

/** Over Stream an event's name, id and company stand in the headers; they win over the payload (docs/vendors/dingtalk.md, Stream). */
function envelopeOf({ envelope: { type, id, corpId, bornAt } }: Frame): Record<string, unknown> {
  return {
    EventType: type,
    ...(id === undefined ? {} : { EventId: id }),
    ...(corpId === undefined ? {} : { CorpId: corpId }),
    ...(bornAt === undefined ? {} : { EventTime: bornAt }),
  };
}

function ok(data: unknown): Ack {
  return { code: 200, message: 'OK', data };
}
