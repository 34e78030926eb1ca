import type { Connection, Model } from 'mongoose';
import type { Press } from '../chat/message.ts';
import type { Update } from '../chat/update.ts';
import { modelOn } from '../store/row.ts';

/** One accepted update: our promise to the platform that it will be handled once. */
export interface ReceiptRow {
  _id: string;
  update: Update;
  /** `held`: waited in data that were restored from a backup, until an operator has it handled or dropped. */
  state: 'new' | 'working' | 'done' | 'dead' | 'held';
  dueAt: Date;
  leaseUntil: Date;
  /** Raised at every claim; whoever holds an older one has lost the receipt. */
  epoch: number;
  /**
   * How often in a row it failed, or ended the process while nothing else was being handled, without getting any further; from 0 again
   * when an operator retries it.
   */
  attempts: number;
  /** It was being handled when a process ended, perhaps not because of it: from then on it is handled with nothing beside it. */
  suspect?: true;
  /** It is being handled with nothing beside it. */
  alone?: true;
  receivedAt: Date;
  /** Position among all updates: milliseconds since 1970, then a counter. */
  order: number;
  /** `<platform>:<user>` until it is handled, so that a person's later updates wait for it. */
  openFor?: string;
  doneAt?: Date;
  /** Why it ended in the dead-letter list. */
  error?: string;
  /** The robot's address that `update` names by a digest; gone once the update is handled or given up. */
  secret?: string;
  /** What a typed text was taken for, kept so that a second run takes it for the same. */
  answer?: Answer;
}

/** A typed answer resolved to the card it answers, or to the question that was open. */
export interface Meaning {
  deliveryKey?: string;
  press: Press;
  choices: string[];
  /** Words given to an open question. */
  words?: string;
  /** The update that had asked the question. */
  askedBy?: string;
}

/**
 * What a typed text answers: a card or an open question, a settled card, a number no card has, or nothing. `onItsWay`: it may mean a
 * card of which nobody knows yet whether it arrived, so that it is taken for nothing.
 */
export type Answer =
  | { kind: 'answer'; meaning: Meaning }
  | { kind: 'settled'; settled: string }
  | { kind: 'bad'; most: number }
  | { kind: 'onItsWay' }
  | { kind: 'nothing' };

const keepSeconds = 30 * 24 * 3600;

export function receiptModel(connection: Connection): Model<ReceiptRow> {
  return modelOn<ReceiptRow>(connection, 'receipts', receiptFields, [
    {
      keys: { state: 1, dueAt: 1, order: 1 },
      usedBy:
        'claimNext, releaseAbandoned, dead, countDeadBefore, forgetDeadBefore, releaseAll, open, nextDueAt, hold, countHeld, releaseHeld, dropHeld',
    },
    { keys: { suspect: 1, order: 1 }, onlyWith: 'suspect', usedBy: 'claimNext of suspects' },
    { keys: { openFor: 1, order: 1 }, onlyWith: 'openFor', usedBy: 'openBefore' },
    {
      keys: { doneAt: 1 },
      onlyWith: 'doneAt',
      expireAfterSeconds: keepSeconds,
      usedBy: 'forgetting handled receipts after 30 days',
    },
  ]);
}

const receiptFields = {
  update: { type: Object, required: true },
  state: { type: String, required: true },
  dueAt: { type: Date, required: true },
  leaseUntil: { type: Date, required: true },
  epoch: { type: Number, required: true },
  attempts: { type: Number, required: true },
  receivedAt: { type: Date, required: true },
  order: { type: Number, required: true },
  suspect: Boolean,
  alone: Boolean,
  openFor: String,
  doneAt: Date,
  error: String,
  secret: String,
  answer: Object,
} as const;
