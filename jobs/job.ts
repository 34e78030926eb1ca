import type { QuietHours } from '../src/calendar/quiet-hours.ts';
import type { Identity } from '../src/chat/update.ts';
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
  directories: readonly Directory[];
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
}

export type Job = ScheduledJob<JobContext>;
