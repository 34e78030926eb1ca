import type { QuietHours } from '../calendar/quiet-hours.ts';
import { cardCode, type Message } from '../chat/message.ts';
import { shownMessage } from '../chat/shown-message.ts';
import type { Identity, PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryRow, Urgency } from './delivery-row.ts';
import { sendTime } from './send-time.ts';
import { isTold } from './told.ts';

/** A message on its way to one person. */
export interface NewMessage {
  cadreId: string;
  message: Message;
  /** Unique: the same key is the same message, however often it is added. */
  key: string;
  /** After this it is not sent any more; a week from now unless given. */
  expiresAt?: Date;
  /** It does not go earlier, and is of use for as long from then on; it may go at once unless given. */
  notBefore?: Date;
  /** `normal` unless given. Answers to what a person has just done and reminders right before a session are `urgent`. */
  urgency?: Urgency;
  /** Repeats an earlier message: not listed as undelivered when it expires. */
  isReminder?: true;
  /** The class whose morning cards tell of it: it waits among the receiver's tasks and is never sent by itself. */
  carriedBy?: string;
  /** Answers what its receiver has just done. */
  isAnswer?: true;
  /** Brings a card back that its receiver put off; reminders of it are left out until then. */
  putOff?: true;
  /** Whom a message to an office is about: it is not redirected to them. */
  about?: readonly string[];
  /** Whose office a message is for, set where it is added. */
  officeOf?: string;
  /** The account to write to, for people who have just spoken; otherwise their preferred account. */
  via?: Identity;
}

/** How long a message is of use when nothing else is said. */
export const standardLifeMs = 7 * 24 * 3600_000;

/** Turns messages into rows of the outbox, each ordered after the one before. */
export class RowFactory {
  readonly #clock: Clock;
  readonly #platforms: readonly PlatformName[];
  readonly #quiet: QuietHours;
  #lastOrder = 0;

  /** @param platforms - rows of people without an account are filed under the first of them */
  constructor(clock: Clock, platforms: readonly PlatformName[], quiet: QuietHours) {
    this.#clock = clock;
    this.#platforms = platforms;
    this.#quiet = quiet;
  }

  /** The row of a new message. @param found - the person's account, unless the message names one; without either the row starts as refused */
  of(added: NewMessage, found?: Identity): DeliveryRow {
    const message = { ...added, message: shownMessage(added.message) };
    const now = this.#clock.now();
    const to = message.via ?? found;
    const { notBefore = now } = message;
    const from = notBefore > now ? notBefore : now;
    const expiresAt = message.expiresAt ?? new Date(from.getTime() + standardLifeMs);
    const { cadreId, urgency = 'normal' } = message;
    this.#lastOrder = Math.max(this.#lastOrder + 1, now.getTime() * 1000);
    return {
      _id: message.key,
      kind: 'send',
      cadreId,
      platform: to?.platform ?? this.#platforms[0] ?? 'wecom',
      userId: to?.userId ?? '',
      message: message.message,
      state: to === undefined ? 'refused' : 'due',
      ...(to === undefined ? { error: 'unreachable' } : {}),
      order: this.#lastOrder,
      dueAt:
        message.carriedBy === undefined
          ? sendTime({ cadreId, urgency, addedAt: from, expiresAt }, from, this.#quiet, 'none')
          : expiresAt,
      expiresAt,
      ...(urgency === 'normal' ? {} : { urgency }),
      ...(message.isReminder === undefined && message.carriedBy === undefined ? {} : { isReminder: true as const }),
      ...(message.carriedBy === undefined ? {} : { carriedBy: message.carriedBy }),
      ...(message.isAnswer === undefined ? {} : { isAnswer: true as const }),
      ...(message.putOff === undefined ? {} : { putOff: true as const }),
      ...(message.officeOf === undefined ? {} : { officeOf: message.officeOf, officeAbout: message.about ?? [] }),
      ...(urgency === 'low' && isTold(message.message) ? { gather: true as const } : {}),
      attempts: 0,
      unsure: false,
      ...cardFields(message.message),
    };
  }
}

function cardFields(message: Message): Pick<DeliveryRow, 'cardCode' | 'open' | 'classId'> {
  if (message.kind !== 'card') return {};
  const answerable = message.settled === undefined && (message.form !== undefined || message.buttons.length > 0);
  if (!answerable) return {};
  const classId = message.task?.classId;
  return { cardCode: cardCode(message.id), open: true, ...(classId === undefined ? {} : { classId }) };
}
