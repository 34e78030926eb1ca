import type { Press } from '../chat/message.ts';
import type { Update } from '../chat/update.ts';
import { date, number, oneOf, optional, type RowOf, rows, text, value, yes } from '../store/row.ts';

/** A typed answer resolved to the card it answers, or to the question that was open. */
export interface Meaning {
  deliveryKey?: string;
  press: Press;
  choices: string[];
  /** Words given to an open question. */
  words?: string;
  /** The update that had asked the question. */
  askedByUpdate?: string;
}

/**
 * What a typed text answers: a card or an open question, a settled card, a number no card has, or nothing. `onItsWay`: it may mean a
 * card of which nobody knows yet whether it arrived, so that it is taken for nothing. `byWords`: the card takes its buttons' words and no
 * number, perhaps because one of them is final. `tooLate`: a number for a card that was not shown lately. `wordsWanted`: a number where an
 * open question (`asked`) asks for words; kept, so that a second run does not take it for the question asked after it. `courtesy`: 好的 and the like where an open question asks for words.
 */
export type Answer =
  | { kind: 'answer'; meaning: Meaning }
  | { kind: 'settled'; settled: string }
  | { kind: 'bad'; most: number }
  | { kind: 'onItsWay' }
  | { kind: 'byWords'; labels: string[]; isFinal: boolean }
  | { kind: 'tooLate'; deliveryKey: string }
  | { kind: 'wordsWanted'; asked?: Pick<Meaning, 'press' | 'askedByUpdate'> }
  | { kind: 'courtesy' }
  | { kind: 'nothing' };

/** A secret choice that was typed, as it is kept: what it means is sealed. */
export interface SealedAnswer {
  kind: 'sealed';
  /** The name of the passing key. */
  key: string;
  secret: string;
  /** Something was chosen in a form. */
  isForm: boolean;
}

export const keepSeconds = 30 * 24 * 3600;

export const receipts = rows(
  'receipts',
  {
    update: value<Update>(),
    /** `held`: waited in data that were restored from a backup, until an operator has it handled or dropped. */
    state: oneOf<'new' | 'working' | 'done' | 'dead' | 'held'>(),
    dueAt: date,
    leaseUntil: date,
    /** Who took it last, another text each time: whoever took it earlier has lost it. */
    claim: optional(text),
    /**
     * How often in a row it failed, or ended the process while nothing else was being handled, without getting any further; from 0 again
     * when an operator retries it.
     */
    attempts: number,
    /** It was being handled when a process ended, perhaps not because of it: from then on it is handled with nothing beside it. */
    suspect: optional(yes),
    /** It is being handled with nothing beside it. */
    alone: optional(yes),
    receivedAt: date,
    /** Position among all updates: milliseconds since 1970, then a counter. */
    order: number,
    /** `<platform>:<user>` until it is handled, so that a person's later updates wait for it. */
    openFor: optional(text),
    /** It was given back or failed, so that later ones of the same person may be due before it. */
    putOff: optional(yes),
    doneAt: optional(date),
    /** Why it ended in the dead-letter list. */
    error: optional(text),
    /** The robot's address that `update` names by a digest; gone once the update is handled or given up. */
    secret: optional(text),
    /** What a typed text was understood to mean, kept so that it means the same in a second run. */
    answer: optional(value<Answer | SealedAnswer>()),
    /** What `update` leaves out because it was chosen in secret, sealed with the passing key of this name; gone once it is handled. */
    sealed: optional(value<{ key: string; secret: string }>()),
  },
  [
    {
      keys: { state: 1, dueAt: 1, order: 1 },
      usedBy:
        'due, openBefore, releaseAbandoned, dead, countDeadBefore, forgetDeadBefore, releaseAll, open, waitingSince, nextDueAt, hold, countHeld, releaseHeld, dropHeld',
    },
    { keys: { openFor: 1, putOff: 1 }, onlyWith: 'putOff', usedBy: 'openBefore' },
    {
      keys: { doneAt: 1 },
      onlyWith: 'doneAt',
      expireAfterSeconds: keepSeconds,
      usedBy: 'tapsBetween; forgetting handled receipts after 30 days',
    },
  ],
);

/** One accepted update: our promise to the platform that it will be handled once. */
export type ReceiptRow = RowOf<typeof receipts>;
