import type { Spent } from '../../chat/platform.ts';
import type { Pressed, Said, Unsupported } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { NO_CONTENT, type Parsed, parseRobotMessage, type Session } from './parse.ts';
import { parseCardPress } from './parse-card.ts';
import { isKnownKind } from './parse-content.ts';
import { countsAsPush, type EventParsed, eventType, parseEvent } from './parse-event.ts';

export interface IntakeOptions {
  robotCode: string;
  corpId: string;
  clock: Clock;
  log: Log;
  /** Told about each push that counts towards the month's allowance. */
  spent?: (what: Spent) => void;
  /** Told about each fresh reply address. */
  onSession: (session: Session) => void;
}

const mostRemembered = 200;

/** What HTTP and Stream have in common once a push is believed: parse it, count it, tell the operator what is new or missing. */
export class Intake {
  readonly #options: IntakeOptions;
  /** What the operator has been told already. */
  readonly #told = new Set<string>();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /**
   * A message to the robot (dingtalk.md 1.2, 1.3).
   * @param trusted - whether its reply address may be used
   */
  robot(body: Record<string, unknown>, atMs: number, trusted: boolean): Parsed<Said | Unsupported> {
    this.#options.spent?.('push');
    const parsed = parseRobotMessage(body, this.#options, atMs);
    if (trusted && parsed.session !== undefined) this.#options.onSession(parsed.session);
    if (parsed.kind === 'ignored' && parsed.why === NO_CONTENT) this.#warnOfQuota();
    if (parsed.kind === 'update' && parsed.update.kind === 'unsupported') this.#noteKind(parsed.update.what);
    return parsed;
  }

  /** A press on a card (dingtalk.md 6.5). @param mark - tells one press from the next, and is the same when it is repeated */
  card(body: Record<string, unknown>, atMs: number, mark: string | number): Parsed<Pressed> {
    this.#options.spent?.('push');
    return parseCardPress(body, this.#options, atMs, mark);
  }

  /** An event about people, groups or the app (dingtalk.md 8.1). */
  event(body: Record<string, unknown>, atMs: number): EventParsed {
    if (countsAsPush(eventType(body) ?? '')) this.#options.spent?.('push');
    return parseEvent(body, this.#options, atMs);
  }

  #noteKind(what: string): void {
    if (isKnownKind(what) || !this.#first(`kind ${what}`)) return;
    this.#options.log.info({ kind: what }, 'DingTalk brought a kind of message nobody knows; it is answered politely');
  }

  /** Once a day: until the next month people are heard no more. */
  #warnOfQuota(): void {
    if (!this.#first(`quota ${this.#options.clock.now().toISOString().slice(0, 10)}`)) return;
    this.#options.log.error(
      {},
      "the company's monthly DingTalk messages are used up: what people write no longer arrives",
    );
  }

  #first(what: string): boolean {
    if (this.#told.has(what)) return false;
    if (this.#told.size >= mostRemembered) this.#told.clear();
    this.#told.add(what);
    return true;
  }
}
