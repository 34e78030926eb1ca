import type { Sent } from '../outbox/causes.ts';
import type { NewMessage } from '../outbox/new-delivery.ts';
import type { Schedule } from './slots.ts';

/** What a job would do to one person, and why; a dry run prints these and does nothing. */
export interface Planned extends Sent {
  /** For the operator, in Chinese: what this is. */
  note: string;
  /** Said in this group instead; `cadreId` is then what it is about, e.g. `class:2026-01`. */
  group?: NewMessage['via'];
  /** Brings this entry of calendars into line in place of a message; `cadreId` is then what it is about. */
  calendar?: { platform: NonNullable<NewMessage['via']>['platform']; owner: string; entry: string };
}

/** A job: a name, a time, a plan that only reads, and an effect that may run twice. `Context` is what it is given at each run. */
export interface ScheduledJob<Context> {
  name: string;
  /** For operators, in Chinese. */
  about: string;
  schedule: Schedule;
  /** How late a missed slot is still worth running, in minutes. */
  usefulForMinutes: number;
  /** It ends something that people answer: what they sent before it counts first, however long that waits to be handled. */
  closes?: true;
  /** Reads only: what would be sent now. */
  plan(ctx: Context): Promise<readonly Planned[]>;
  /** Reads only: what the effect would change besides, in Chinese, for a dry run. */
  preview?(ctx: Context): Promise<readonly string[]>;
  /** State changes that go with the messages, before they are added; safe to repeat. */
  effect?(ctx: Context, planned: readonly Planned[]): Promise<void>;
  /** Notes that all of the plan is in the outbox. Where a crash prevents it, a later run finds nothing to add and notes it. */
  added?(ctx: Context): Promise<void>;
  /** What is told after the last attempt of a slot failed. */
  gaveUp?(ctx: Context): Promise<readonly Planned[]>;
}
