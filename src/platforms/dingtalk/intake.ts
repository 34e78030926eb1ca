import type { Spent } from '../../chat/platform.ts';
import type { Pressed, Said, SentFile, Unsupported } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { TellOnce } from '../shared/tell-once.ts';
import { noContent, type Parsed, parseRobotMessage, type Session, type UnknownSender } from './parse.ts';
import { isKnownKind } from './parse-content.ts';
import { countsAsPush, type EventParsed, eventType, parseEvent } from './parse-event.ts';
import { parsePress } from './parse-press.ts';

export interface IntakeOptions {
  robotCode: string;
  corpId: string;
  clock: Clock;
  log: Log;
  /** Told about each push that counts towards the month's allowance. */
  spent?: (what: Spent) => void;
  /** Told about each message whose sender nobody can tell apart, whether they may be answered or not. */
  onNamelessSender?: () => void;
  /** Told about each fresh reply address. */
  onSession: (session: Session) => void;
  /** Told about each person whom nobody can tell apart, where they may be answered. */
  onUnknown: (sender: UnknownSender) => void;
}

/** What HTTP and Stream have in common once a push is believed: parse it, count it, tell the operator what is new or missing. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #told = new TellOnce();
  #quotaDay = '';

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /**
   * A message to the robot (docs/vendors/dingtalk.md, Robot messages).
   * @param trusted - whether its reply address may be used
   */
  robot(body: Record<string, unknown>, atMs: number, trusted: boolean): Parsed<Said | SentFile | Unsupported> {
    this.#options.spent?.('push');
    const parsed = parseRobotMessage(body, this.#options, atMs);
    if (trusted && parsed.session !== undefined) this.#options.onSession(parsed.session);
    if (parsed.unknownSender !== undefined) {
      this.#options.onNamelessSender?.();
      this.#unknown(parsed.unknownSender, trusted);
    }
    if (parsed.kind === 'ignored' && parsed.why === noContent) this.#warnOfQuota();
    if (parsed.kind === 'update' && parsed.update.kind === 'unsupported') this.#noteKind(parsed.update.what);
    return parsed;
  }

  /**
   * A press on a card (docs/vendors/dingtalk.md, Cards). @param mark - tells one press from the next, and is the same when it is repeated
   */
  card(body: Record<string, unknown>, atMs: number, mark: string | number): Parsed<Pressed> {
    this.#options.spent?.('push');
    return parsePress(body, this.#options, atMs, mark);
  }

  /** An event about people, groups or the app (docs/vendors/dingtalk.md, Events). */
  event(body: Record<string, unknown>, atMs: number): EventParsed {
    if (countsAsPush(eventType(body) ?? '')) this.#options.spent?.('push');
    return parseEvent(body, this.#options, atMs);
  }

  #noteKind(what: string): void {
    if (isKnownKind(what) || !this.#told.first(`kind ${what}`)) return;
    this.#options.log.info({ kind: what }, 'DingTalk brought a kind of message nobody knows; it is answered politely');
  }

  /** Once a day: until the next month people are heard no more. */
  #warnOfQuota(): void {
    const day = this.#options.clock.now().toISOString().slice(0, 10);
    if (day === this.#quotaDay) return;
    this.#quotaDay = day;
    this.#options.log.error(
      {},
      "the company's monthly DingTalk messages are used up: what people write no longer arrives",
    );
  }

  #unknown(sender: UnknownSender, trusted: boolean): void {
    const { log, onUnknown } = this.#options;
    if (this.#told.first(sender.why))
      log.warn(
        { why: sender.why },
        'somebody wrote whom DingTalk does not name; is the robot published in the company?',
      );
    if (trusted) onUnknown(sender);
  }
}
