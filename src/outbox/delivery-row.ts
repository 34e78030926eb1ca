import type { Message } from '../chat/message.ts';
import type { Handle, Recalled } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import { date, flag, number, oneOf, optional, type RowOf, rows, text, texts, value, yes } from '../store/row.ts';

/**
 * `held`: waited in data that were restored from a backup, until an operator has it sent (`due`) or dropped (`cancelled`). `merged`: its
 * text went out as part of the digest `mergedInto`, whose result counts for it.
 */
export type DeliveryState = 'due' | 'held' | 'sending' | 'sent' | 'refused' | 'expired' | 'merged' | 'cancelled';

/** A group that is to be made for a class. */
export interface WantedGroup {
  classId: string;
  name: string;
  /** As the platform names its people. */
  owner: string;
  members: readonly string[];
}

/** `urgent` goes at any hour; `normal` outside the quiet hours; `low` in one digest per person and morning. */
export type Urgency = 'urgent' | 'normal' | 'low';

const keepSeconds = 400 * 24 * 3600;

/** The one collection behind the queue, the cards, the recalls and the list of what was refused. */
export const deliveries = rows(
  'deliveries',
  {
    kind: oneOf<'send' | 'revise' | 'recall' | 'post' | 'group' | 'calendar'>(),
    /** Whom it is about; for a group who asked for it. */
    cadreId: text,
    platform: oneOf<PlatformName>(),
    /** The receiver as the platform names them; for `post` the group. */
    userId: text,
    message: value<Message>(),
    /** For `revise` and `recall`: the delivery that is changed or taken back. For `calendar`: the entry. */
    target: optional(text),
    /** For `revise`: where the card on the screen cannot be changed, it goes out as a new one, because its person has just asked for it. */
    anew: optional(yes),
    /** For `recall`: what is taken back as a whole, e.g. a notice. */
    recallOf: optional(text),
    /** For `group`. */
    group: optional(value<WantedGroup>()),
    /** The first delivery of the call in which this one went out with others; they can only be recalled together. */
    sentWith: optional(text),
    recalled: optional(oneOf<Recalled>()),
    /** What stopped it before it was sent: an update, or `restore`. */
    cancellation: optional(text),
    /** `normal` unless given. */
    urgency: optional(oneOf<Exclude<Urgency, 'normal'>>()),
    /** Repeats an earlier message: not listed as undelivered when it expires. */
    isReminder: optional(yes),
    /** Answers what its receiver has just done: no burden to them. */
    isAnswer: optional(yes),
    /** For what goes to somebody because of their office: whose it is, also where a stand-in has it, and whom it is about. */
    officeOf: optional(text),
    officeAbout: optional(texts),
    /** A card brought back at a time its receiver chose; until then reminders of it are not sent. */
    putOff: optional(yes),
    /** The class whose morning cards tell of it; it is on no screen itself, and ends with its time. */
    carriedBy: optional(text),
    /** Waits to be merged with other texts to the same person into one digest. */
    gather: optional(yes),
    /** For a digest: the deliveries whose texts it contains. */
    merges: optional(texts),
    mergedInto: optional(text),
    /** When a message refused here was sent on another platform: the delivery there (`movedTo`), and in that one the refused one (`movedFrom`). */
    movedTo: optional(text),
    movedFrom: optional(text),
    /** What retried a refused message, an update or `cli:<time>`, so that a second run of it counts the same ones. */
    retry: optional(text),
    state: oneOf<DeliveryState>(),
    /** Position among one person's messages: milliseconds since 1970, then a counter. */
    order: number,
    dueAt: date,
    /** The message is not sent any more after this. */
    expiresAt: date,
    attempts: number,
    /** True once an attempt ended without an answer: the platform may have accepted it. */
    unsure: flag,
    /** When the first of these attempts was made; where calls are counted (`unanswered`). */
    unsureSince: optional(date),
    /** Calls that were begun and that no answer came to, where the vendor does not always recognise a repeat; absent elsewhere. */
    unanswered: optional(number),
    /** Set while the row waits for another try and blocks later messages to the same person. */
    holdsBack: optional(flag),
    claim: optional(text),
    leaseUntil: optional(date),
    sentAt: optional(date),
    error: optional(text),
    /** What the platform calls the card; a press names the card by it. */
    cardRef: optional(text),
    handle: optional(value<Handle>()),
    /** The five characters a typed answer names the card by. */
    cardCode: optional(text),
    /** For a card that waits for an answer: the class it is about. */
    classId: optional(text),
    /** For cards: still takes answers. */
    open: optional(flag),
    /** For cards: when it last changed on the screen after it was sent. */
    revisedAt: optional(date),
    /** The update that settled the card, so that a second run of it is not told "already settled". */
    settledByUpdate: optional(text),
    /** The update that last showed other facts on it, without answering it. */
    retoldByUpdate: optional(text),
    /** What the card says now that it is settled. */
    settled: optional(text),
  },
  [
    {
      keys: { platform: 1, state: 1, dueAt: 1, order: 1 },
      usedBy: 'due, bringForward, nextDueAt, countEndedBefore, forgetEndedBefore',
    },
    { keys: { platform: 1, userId: 1 }, onlyWith: 'holdsBack', usedBy: 'holdingBack' },
    { keys: { userId: 1, platform: 1 }, onlyWith: 'gather', usedBy: 'gathered' },
    { keys: { carriedBy: 1, cadreId: 1 }, onlyWith: 'carriedBy', usedBy: 'carriedBy, carriedTo' },
    { keys: { merges: 1 }, onlyWith: 'merges', usedBy: 'digestsOf' },
    {
      keys: { state: 1, leaseUntil: 1 },
      usedBy: 'releaseAbandoned, refused, list, count, hold, countHeld, extend, release, drop',
    },
    { keys: { sentWith: 1 }, onlyWith: 'sentWith', usedBy: 'sentTogether' },
    { keys: { recallOf: 1 }, onlyWith: 'recallOf', usedBy: 'recallsOf' },
    { keys: { retry: 1 }, onlyWith: 'retry', usedBy: 'retriedIn' },
    { keys: { cardRef: 1 }, onlyWith: 'cardRef', usedBy: 'byCardRef' },
    {
      keys: { cadreId: 1, open: 1, order: -1 },
      onlyWith: 'open',
      usedBy:
        'latestCards, lastCard, openOnScreen, settledSince, cardByCode, cardsUnderWay, copies, openCards, putOffAmong',
    },
    { keys: { classId: 1, open: 1 }, onlyWith: 'classId', usedBy: 'tasksOfClass' },
    {
      keys: { sentAt: 1 },
      onlyWith: 'sentAt',
      expireAfterSeconds: keepSeconds,
      usedBy: 'sentSince, countSentBetween, reachedBetween, reachedOn; forgetting sent messages after 400 days',
    },
  ],
);

/**
 * Something a platform is asked to do: `send` a message to one person, `revise` a card already sent, `recall` a message, `post` a message
 * into a group, make a `group`, or bring an entry of the `calendar` into line. `_id` is the delivery key: the same key is done once.
 */
export type DeliveryRow = RowOf<typeof deliveries>;

/** Whether it is carried by the cards of a class's day, and so on no screen itself. */
export function isCarried({ carriedBy, state, unsure }: Pick<DeliveryRow, 'carriedBy' | 'state' | 'unsure'>): boolean {
  return carriedBy !== undefined && state === 'due' && !unsure;
}

/** Stands in `cancellation` of what an operator dropped after a restore. */
export const droppedAfterRestore = 'restore';

/** The key under which a message refused on one platform is sent on another. */
export function movedKey(key: string, to: PlatformName): string {
  return `${key}@${to}`;
}

/** The fields one attempt changes; single values of the handle as `handle.<name>`. */
export type DeliveryChange = Partial<DeliveryRow> & { [name: `handle.${string}`]: string };
