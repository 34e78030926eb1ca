import type { QuietHours } from '../src/calendar/quiet-hours.ts';
import type { Identity } from '../src/chat/update.ts';
import type { DeliveryRow } from '../src/outbox/delivery-row.ts';
import type { ScheduledJob } from '../src/schedule/scheduled-job.ts';
import type { Store } from '../src/stores.ts';
import type { RulePacks } from '../src/training/rule-packs.ts';
import type { Directory } from './directories.ts';

export type { Planned } from '../src/schedule/scheduled-job.ts';

/** What a job has to work with. */
export interface JobContext {
  store: Store;
  packs: RulePacks;
  /** Reminders are scheduled outside them. */
  quiet: QuietHours;
  now: Date;
  /** On which account each of these people is reached; people without one are left out. */
  accounts(cadreIds: readonly string[]): Promise<ReadonlyMap<string, Identity>>;
  /** Closes a card that waits on somebody's screen; one that was not sent yet is never sent. @param by - the same in a second run */
  closeCard(delivery: DeliveryRow, settled: string, by: string): Promise<void>;
  directories: readonly Directory[];
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
}

export type Job = ScheduledJob<JobContext>;
