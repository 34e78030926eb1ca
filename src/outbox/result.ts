import type { Outcome } from '../chat/platform.ts';
import { PlatformError, TransportError } from '../errors.ts';
import { backoffMs } from '../store/backoff.ts';
import type { Blame } from './blame.ts';
import type { DeliveryChange, DeliveryRow } from './delivery-row.ts';
import { isInLine } from './queue.ts';

/** How one row ended, or why it waits. */
export interface Result {
  key: string;
  set: DeliveryChange;
}

/** After so many tries (some nine minutes) a message no longer holds back what comes after it. */
const holdingAttempts = 8;
/** What fails for a reason of our own is given up after so many tries (some half a minute). */
const internalAttempts = 5;
/** How long a message waits for an operator to open its way again. */
const operatorMs = 10 * 60_000;

/** The vendor took it, in one call with others where `sentWith` says so. A code that came with a press meanwhile stays: only what the answer names is replaced. */
export function sent(
  row: DeliveryRow,
  outcome: Outcome & { result: 'sent' },
  sentWith: string | undefined,
  now: Date,
): Result {
  const handle = Object.entries(outcome.handle).map(([name, value]) => [`handle.${name}`, value] as const);
  const cardRef = outcome.cardRef === undefined ? {} : { cardRef: outcome.cardRef };
  const together = sentWith === undefined ? {} : { sentWith };
  return { key: row._id, set: { state: 'sent', sentAt: now, ...Object.fromEntries(handle), ...cardRef, ...together } };
}

/** A change of something sent earlier is done. @param error - what could not be done of it */
export function done(row: DeliveryRow, now: Date, error?: string): Result {
  return { key: row._id, set: { state: 'sent', sentAt: now, ...(error === undefined ? {} : { error }) } };
}

/** Not taken for good: for the dead-letter list. */
export function refused(row: DeliveryRow, error: string): Result {
  return { key: row._id, set: { state: 'refused', error, open: false } };
}

/** No answer came, and the vendor would not recognise another repeat: for the dead-letter list. A card may be on the screen and stays open. */
export function unanswered(row: DeliveryRow): Result {
  return { key: row._id, set: { state: 'refused', error: 'unanswered' } };
}

/** The vendor answered, whatever it said: the call that was begun is none without an answer. */
export function answered(row: DeliveryRow, { key, set }: Result): Result {
  if (row.unanswered === undefined) return { key, set };
  return { key, set: { ...set, unsure: row.unsure, unanswered: row.unanswered } };
}

/** Not sent within its time. */
export function expired(row: DeliveryRow): Result {
  return { key: row._id, set: { state: 'expired', error: row.unsure ? 'expired-unsure' : 'expired', open: false } };
}

/** Another try later; messages that come after for the same person wait behind it for a while. */
export function again(row: DeliveryRow, error: string, unsure: boolean, now: Date): Result {
  const dueAt = new Date(now.getTime() + backoffMs(row.attempts, row._id));
  const holds = isInLine(row) && row.attempts < holdingAttempts ? { holdsBack: true } : {};
  return { key: row._id, set: { state: 'due', dueAt, unsure: row.unsure || unsure, error, ...holds } };
}

/** Not tried at all: waits until `dueAt`, at its place in the line. */
export function untried(row: DeliveryRow, dueAt: Date): Result {
  const holds = isInLine(row) ? { holdsBack: true } : {};
  return { key: row._id, set: { state: 'due', dueAt, attempts: row.attempts - 1, ...holds } };
}

/** All calls wait until `dueAt`; a row whose call may have been carried out all the same is no longer as if it had not been tried. */
export function heldBack(row: DeliveryRow, error: unknown, dueAt: Date): Result {
  const { key, set } = untried(row, dueAt);
  if (!(error instanceof TransportError) || error.reached === 'no') return { key, set };
  return { key, set: { ...set, attempts: row.attempts, unsure: true, error: error.message } };
}

/** What a failed call means for a row. @param blame - what the refusal is about, never `account` */
export function afterFailure(row: DeliveryRow, error: unknown, blame: Exclude<Blame, 'account'>, now: Date): Result {
  if (error instanceof TransportError) return again(row, error.message, error.reached === 'unknown', now);
  // The store may be away for a moment, before the call or after it; a fault of the program stays.
  if (!(error instanceof PlatformError))
    return row.attempts < internalAttempts ? again(row, 'internal', true, now) : refused(row, 'internal');
  if (blame === 'way') {
    const dueAt = new Date(now.getTime() + operatorMs);
    return { key: row._id, set: { state: 'due', dueAt, error: error.code, attempts: row.attempts - 1 } };
  }
  return isFinal(error) ? refused(row, error.code) : again(row, error.message, false, now);
}

/** Whether the vendor's no stands, whatever is tried. */
export function isFinal(error: unknown): boolean {
  return error instanceof PlatformError && error.retry === 'never';
}
