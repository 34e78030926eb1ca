import { createHash } from 'node:crypto';
import type { HttpAnswer, RawRequest, Received } from '../../chat/platform.ts';
import type { Update } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { unreadableUpdate } from '../shared/unreadable-update.ts';
import { cardSign, robotSign, sameSignature } from './crypto.ts';
import type { Intake } from './intake.ts';
import { readObject } from './json.ts';
import type { Parsed } from './parse.ts';
import type { EventParsed } from './parse-event.ts';
import { SealedEvents } from './sealed-events.ts';
import { StampWindow } from './stamp-window.ts';
import { type StampUse, UsedStamps } from './used-stamps.ts';

export interface WebhookOptions {
  appSecret: string;
  /** Without both every event is refused. */
  eventToken?: string;
  eventAesKey?: string;
  eventOwnerKey: string;
  /** Without it every card callback is refused: it could not be told from a stranger's. */
  cardCallbackSecret?: string;
  clock: Clock;
  /** How far a callback's timestamp may lie from our clock, either way. */
  windowMs: number;
  intake: Intake;
  log: Pick<Log, 'warn'>;
}

const robotAnswer: HttpAnswer = { status: 200, type: 'application/json', body: '{"msgtype":"empty"}' };
const cardAnswer: HttpAnswer = { status: 200, type: 'application/json', body: '{}' };
/** Larger callbacks are refused unread. */
const maxBodyBytes = 128 * 1024;
const notJson = { kind: 'malformed', why: 'not a JSON object' } as const;
const hmacSignature = /^[A-Za-z0-9+/]{43}=$/;

/**
 * The three callbacks of DingTalk's HTTP mode: robot messages, card presses, encrypted events (docs/vendors/dingtalk.md, Robot messages
 * and Events and Cards).
 */
export class Webhook {
  readonly #options: WebhookOptions;
  readonly #window: StampWindow;
  readonly #events: SealedEvents | undefined;
  readonly #robotStamps: UsedStamps;
  readonly #cardStamps: UsedStamps;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#robotStamps = new UsedStamps(options.clock, options.windowMs);
    this.#cardStamps = new UsedStamps(options.clock, options.windowMs);
    this.#window = new StampWindow(options.clock, options.windowMs);
    const { eventToken: token, eventAesKey: aesKey, eventOwnerKey: ownerKey } = options;
    if (token !== undefined && aesKey !== undefined)
      this.#events = new SealedEvents({ token, aesKey, ownerKey }, options.clock, this.#window);
  }

  /** Verifies, decrypts and parses one callback; never throws for anything a stranger can send. */
  receive(request: RawRequest): Received {
    if (request.method !== 'POST') return refused('not a POST');
    if (request.body.length > maxBodyBytes) return refused('body too large');
    switch (request.path) {
      case '/dingtalk/robot':
        return this.#robot(request);
      case '/dingtalk/card':
        return this.#card(request);
      case '/dingtalk/events':
        return this.#event(request);
      default:
        return refused('no such path');
    }
  }

  #robot(request: RawRequest): Received {
    const stamp = this.#window.stamp(request.headers.timestamp);
    const sign = request.headers.sign;
    if (typeof stamp === 'string') return refused(`robot: ${stamp}`);
    if (typeof sign !== 'string' || !hmacSignature.test(sign)) return refused('robot: no signature');
    if (!sameSignature(sign, robotSign(stamp.text, this.#options.appSecret))) return refused('robot: wrong signature');
    const use = this.#robotStamps.use(stamp.atMs, request.body);
    const body = readObject(request.body);
    const parsed = body === undefined ? notJson : this.#options.intake.robot(body, stamp.atMs, use === 'first');
    return this.#underStamp(use, parsed, robotAnswer, request.body);
  }

  #card(request: RawRequest): Received {
    const secret = this.#options.cardCallbackSecret;
    if (secret === undefined) return refused('card: no callback secret is configured');
    const stamp = this.#window.stamp(request.headers['x-ddpaas-signature-timestamp']);
    const sign = request.headers['x-ddpaas-signature'];
    if (typeof stamp === 'string') return refused(`card: ${stamp}`);
    if (typeof sign !== 'string' || !hmacSignature.test(sign)) return refused('card: no signature');
    if (!sameSignature(sign, cardSign(stamp.text, secret))) return refused('card: wrong signature');
    const use = this.#cardStamps.use(stamp.atMs, request.body);
    const body = readObject(request.body);
    const parsed = body === undefined ? notJson : this.#options.intake.card(body, stamp.atMs, stamp.atMs);
    return this.#underStamp(use, parsed, cardAnswer, request.body);
  }

  #event(request: RawRequest): Received {
    const opened = this.#events?.open(request) ?? { refused: 'no keys are configured' };
    if ('refused' in opened) return refused(`event: ${opened.refused}`);
    const event = readObject(opened.message);
    const parsed = event === undefined ? notJson : this.#options.intake.event(event, opened.atMs);
    return this.#received(parsed, opened.answer, opened.message);
  }

  /** Under a timestamp that was used seconds ago for another body, an update is kept for the operator and carried out by nobody. */
  #underStamp(use: StampUse, parsed: Parsed<Update>, answer: HttpAnswer, body: Buffer): Received {
    if (use !== 'late' || parsed.kind !== 'update')
      return this.#received(parsed, answer, use === 'first' ? body : undefined);
    const { id, from } = parsed.update;
    this.#options.log.warn(
      { update: id },
      'another body came under a used signature of DingTalk; it is not carried out',
    );
    const at = this.#options.clock.now().getTime();
    // Not under its own id: a forger must not keep the true message of that id out.
    const own = createHash('sha256').update(body).digest('hex');
    return {
      kind: 'update',
      update: { kind: 'set-aside', id: `dingtalk:late:${own}`, from, at, why: 'late-stamp' },
      answer,
    };
  }

  /** @param surely - what came, where it is surely the vendor's: only then is what cannot be read worth keeping */
  #received(parsed: Parsed<Update> | EventParsed, answer: HttpAnswer, surely: string | Buffer | undefined): Received {
    switch (parsed.kind) {
      case 'update':
        return { kind: 'update', update: parsed.update, answer };
      case 'updates':
        return { kind: 'updates', updates: parsed.updates, answer };
      case 'check':
        return { kind: 'challenge', answer };
      case 'ignored':
        return { kind: 'ignored', why: parsed.why, answer };
      case 'foreign':
        return refused(parsed.why);
      case 'malformed': {
        if (surely === undefined) return refused(parsed.why);
        const atMs = this.#options.clock.now().getTime();
        return { kind: 'update', update: unreadableUpdate('dingtalk', surely, parsed.why, atMs), answer };
      }
    }
  }
}

function refused(why: string): Received {
  return { kind: 'refused', why };
}
