import type { Job } from '../src/schedule/job.ts';
import { chaseCallUp } from './chase-call-up.ts';
import { chaseNotice } from './chase-notice.ts';

/** Every job the bot runs by itself. */
export const jobs: readonly Job[] = [chaseCallUp, chaseNotice];
