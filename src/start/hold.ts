import { jobs } from '../../jobs/index.ts';
import { ReceiptStore } from '../inbox/receipts.ts';
import { DeliveryStore } from '../outbox/deliveries.ts';
import { DeliveryClaimStore } from '../outbox/delivery-claims.ts';
import { deliveries } from '../outbox/delivery-row.ts';
import { JobRunStore } from '../schedule/job-runs.ts';
import { latestSlot } from '../schedule/slots.ts';
import { Database } from '../store/database.ts';

interface HeldStores {
  deliveries: DeliveryStore;
  claims: DeliveryClaimStore;
  receipts: ReceiptStore;
  jobRuns: JobRunStore;
}

/** What is held back: messages that are not sent, updates that are not handled. */
export interface Held {
  messages: number;
  updates: number;
}

/**
 * Holds back whatever waits in the data of an earlier day: the bot that went on from that day has sent and answered it since. Messages and
 * updates wait for an operator's word; jobs run again from their next slot on. For a store on which no bot runs.
 */
export async function holdWaiting({ deliveries, claims, receipts, jobRuns }: HeldStores, now: Date): Promise<Held> {
  await claims.releaseAll(now);
  const slots = jobs.map(({ name, schedule }) => ({ job: name, slotAt: latestSlot(schedule, now) }));
  await jobRuns.skip(slots, now);
  return { messages: await deliveries.hold(), updates: await receipts.hold() };
}

/** The same for a store that was just restored and that the bot has not opened yet. */
export async function holdRestored(uri: string, now: Date): Promise<Held> {
  const database = await Database.open(uri);
  try {
    const names = await database.collectionNames();
    // Data no bot has ever worked on, e.g. an imported roster alone.
    if (!names.includes('jobRuns') && !names.includes('receipts') && !names.includes('deliveries'))
      return { messages: 0, updates: 0 };
    const rows = database.of(deliveries);
    return await holdWaiting(
      {
        deliveries: new DeliveryStore(rows),
        claims: new DeliveryClaimStore(rows),
        receipts: new ReceiptStore(database),
        jobRuns: new JobRunStore(database),
      },
      now,
    );
  } finally {
    await database.close();
  }
}

/** What is held back at present. */
export async function countHeld({ deliveries, receipts }: Pick<HeldStores, 'deliveries' | 'receipts'>): Promise<Held> {
  const [messages, updates] = await Promise.all([deliveries.countHeld(), receipts.countHeld()]);
  return { messages, updates };
}
