import type { ClaimedReceipt, ReceiptStore } from '../../src/inbox/receipts.ts';

let claims = 0;

/** Takes the oldest receipt that is due, as a worker does that has room for one. */
export async function claimOldest(
  receipts: Pick<ReceiptStore, 'due' | 'claim'>,
  now: Date,
  leaseUntil = now,
): Promise<ClaimedReceipt> {
  claims += 1;
  const [receipt] = await receipts.claim(await receipts.due(now, 1, []), `test:${claims}`, leaseUntil, false);
  if (receipt === undefined) throw new Error('no receipt is due');
  return receipt;
}
