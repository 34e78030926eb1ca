import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { Identity, PlatformName } from '../chat/update.ts';
import type { NewMessage } from '../outbox/new-delivery.ts';
import type { Store } from '../stores.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import type { Schedule } from './slots.ts';

/** What a job would do to one person, and why; a dry run prints these and does nothing. */
export interface Planned extends Omit<NewMessage, 'via'> {
  /** For the operator, in Chinese: what this is. */
  note: string;
}

/** The people of one platform, as the vendor lists them; read once per run, however often it is asked. */
export interface Directory {
  platform: PlatformName;
  /** @throws PlatformError, TransportError when the list could not be read whole */
  userIds(): Promise<ReadonlySet<string>>;
}

export interface JobContext {
  store: Store;
  packs: RulePacks;
  /** Reminders are planned around them. */
  quiet: QuietHours;
  now: Date;
  directories: readonly Directory[];
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
}

/** A job: a name, a time, a plan that only reads, and an effect that may run twice. */
export interface Job {
  name: string;
  /** For operators, in Chinese. */
  about: string;
  schedule: Schedule;
  /** How late a missed slot is still worth running, in minutes. */
  usefulForMinutes: number;
  /** Reads only: what would be sent now. */
  plan(ctx: JobContext): Promise<readonly Planned[]>;
  /** Reads only: what the effect would change besides, in Chinese, for a dry run. */
  preview?(ctx: JobContext): Promise<readonly string[]>;
  /** State changes that go with the messages, before they are added; safe to repeat. */
  effect?(ctx: JobContext, planned: readonly Planned[]): Promise<void>;
  /** What is told after the last attempt of a slot failed. */
  gaveUp?(ctx: JobContext): Promise<readonly Planned[]>;
}
