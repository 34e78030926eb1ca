import type { Job } from '../src/schedule/job.ts';

/** Every job the bot runs by itself. */
export const jobs: readonly Job[] = [];
