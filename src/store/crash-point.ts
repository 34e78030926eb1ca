import type { BeforeWrite } from './collection.ts';

/**
 * The moments at which the order of two steps matters, each with what a crash there leaves behind and who sees to it. Deaths between two
 * writes are played without names (`BeforeWrite`); these are the ones in which something happens outside the store too.
 */
export const crashPoints = {
  'inbox.receipt-stored': 'The update is stored, its platform was not answered: the platform brings it again.',
  'worker.receipt-claimed': 'The update is taken and nothing done yet: nobody else has it until the lease is over.',
  'worker.update-handled': 'All of the update is done, its receipt does not say so: it is handled again.',
  'worker.receipt-marked':
    'The update is marked as handled, its answers wait in the outbox: they are sent by the next start.',
  'bot.answer-kept': 'What a typed text means is kept, not yet acted on: the second run must give it the same meaning.',
  'delivery.rows-claimed':
    'Messages are taken, none is handed over: whether the platform has them counts as unknown until they are sent again.',
  'delivery.call-answered':
    'The platform has the messages, their rows do not say so: they are sent again under keys it recognises.',
  'scheduler.slot-taken': 'The slot is taken, its job has not run: nobody else has it until the lease is over.',
  'scheduler.effect-made': 'What a job changes is changed, its messages are not added: it is run again and plans anew.',
  'scheduler.plan-added':
    'All that a job planned is in the outbox, it has not noted so: a later run finds nothing to add and notes it.',
  'scheduler.messages-added': 'The job has run, its slot does not say so: it is run again.',
  'installation.data-migrated':
    'Data of an earlier version is rewritten, its mark not raised: the next start rewrites what it still finds.',
  'roster.changes-staged': 'The changes of an import are written down, not all of it is: none of them is made.',
  'roster.import-ready': 'The import is written down completely, nothing is made of it: the next start makes it.',
  'roster.changes-made': 'The import is made, its note is not removed: the next start makes it once more.',
} as const satisfies Readonly<Record<string, string>>;

export type CrashPoint = keyof typeof crashPoints;

/** Called at each point; a test stops there by an answer that never comes. */
export type AtCrashPoint = (point: CrashPoint) => void | Promise<void>;

/** What a test may learn of a running bot and where it may stop it; nothing of it is there in production. */
export interface Probes {
  beforeWrite?: BeforeWrite;
  crashPoint?: AtCrashPoint;
}

/** Stops nowhere. */
export function passBy(): void {}
