import type { JobContext, Planned } from '../job.ts';

/**
 * Whether the outbox has every one of these messages. What was not planned in this run is not therefore there: a class may have been released
 * since the plan was made.
 */
export async function areAllStored(
  { store }: Pick<JobContext, 'store'>,
  messages: readonly Planned[],
): Promise<boolean> {
  const keys = messages.map(({ key }) => key);
  return (await store.deliveries.known(keys)).size === new Set(keys).size;
}
