import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Update } from '../../src/chat/update.ts';
import { ManualClock } from '../../src/clock.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import { ReceiptSeals } from '../../src/inbox/receipt-seals.ts';
import { ReceiptStore } from '../../src/inbox/receipts.ts';
import { Database } from '../../src/store/database.ts';
import { keysInMemory, type PassingKeys } from '../../src/store/passing-keys.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { claimOldest } from '../helpers/claim-oldest.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
const from = { platform: 'wecom' as const, userId: 'zhao' };
const press = { action: 'committee.vote', data: { ballot: 'b1', sealed: 'the-choice' } };
const byButton: Update = {
  ...{ kind: 'pressed', id: 'u1', from, at: 0, cardRef: 'c1', press, choices: [], handle: {} },
};
const inForm: Update = { ...byButton, id: 'u2', choices: ['the-choice', 'another'] };
const typed: Update = { kind: 'said', id: 'u3', from, at: 0, text: '投the-choice', where: 'single' };

let bare: BareStore;
const databases: Database[] = [];
let keys: PassingKeys;
let receipts: ReceiptStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
beforeEach(async () => {
  await bare.empty();
  keys = keysInMemory();
  receipts = await receiptsWith(keys);
});
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
});
afterAll(() => bare.stop());

/** The receipts as a process sees them that has these keys. */
async function receiptsWith(own: PassingKeys): Promise<ReceiptStore> {
  const database = await Database.open(bare.uri);
  databases.push(database);
  return new ReceiptStore(database, new ReceiptSeals(own));
}

const accept = (update: Update) => new Inbox(receipts, clock, () => undefined, 30_000).add(update);

/** Every receipt as it is stored. */
async function stored(): Promise<string> {
  const client = await new mongoose.mongo.MongoClient(bare.uri).connect();
  const rows = await client.db().collection('receipts').find().toArray();
  await client.close();
  return JSON.stringify(rows);
}

describe('the receipt of a secret choice', () => {
  it.each([byButton, inForm, typed])('$id holds it sealed, and the handler gets it whole', async (update) => {
    await accept(update);
    expect(await stored()).toContain('zhao');
    expect(await stored()).not.toContain('the-choice');
    expect((await claimOldest(receipts, clock.now())).update).toEqual(update);
  });

  it('opens for another process that shares the keys, after a crash', async () => {
    await accept(inForm);
    const restarted = await receiptsWith(keys);
    expect((await claimOldest(restarted, clock.now())).update).toEqual(inForm);
  });

  it('stays sealed where the key is gone', async () => {
    await accept(inForm);
    const elsewhere = await receiptsWith(keysInMemory());
    const receipt = await claimOldest(elsewhere, clock.now());
    expect(receipt.sealed).toBeDefined();
    expect(JSON.stringify(receipt)).not.toContain('the-choice');
  });

  it('drops it once it is handled', async () => {
    await accept(inForm);
    const receipt = await claimOldest(receipts, clock.now());
    await receipts.done(receipt, clock.now());
    expect(await stored()).not.toContain('"sealed":{');
  });

  it('keeps what a typed text means sealed; the first meaning stays, and opens', async () => {
    await accept(typed);
    const meaning = { press, choices: ['the-choice'], deliveryKey: 'd1' };
    const answer = { kind: 'answer' as const, meaning };
    expect(await receipts.keepAnswer('u3', answer, clock.now())).toEqual(answer);
    expect(await receipts.keepAnswer('u3', { kind: 'nothing' }, clock.now())).toEqual(answer);
    expect(await stored()).not.toContain('the-choice');
    expect((await claimOldest(receipts, clock.now())).answer).toEqual(answer);
  });

  it('counts as a tap, and as a form where something was chosen', async () => {
    await accept(inForm);
    await accept(typed);
    await receipts.keepAnswer('u3', { kind: 'answer', meaning: { press, choices: [] } }, clock.now());
    for (const _ of [1, 2]) await receipts.done(await claimOldest(receipts, clock.now()), clock.now());
    const end = new Date(clock.now().getTime() + 1);
    expect((await receipts.tapsBetween(clock.now(), end, end))?.map(({ isForm }) => isForm).sort()).toEqual([
      false,
      true,
    ]);
  });

  it('leaves everything else as it was said', async () => {
    await accept({ ...typed, id: 'u4', text: '请假' });
    expect(await stored()).toContain('请假');
  });
});

describe('keys of an hour', () => {
  it('are destroyed some hours later, as soon as nothing waits that needs them', async () => {
    await accept(inForm);
    const [key = ''] = keys.names();
    const hours = (count: number) => new Date(clock.now().getTime() + count * 3600_000);
    expect(await receipts.destroyOldKeys(hours(1))).toBe(0);
    expect(await receipts.destroyOldKeys(hours(5))).toBe(0);
    const receipt = await claimOldest(receipts, clock.now());
    expect(await receipts.destroyOldKeys(hours(5))).toBe(0);
    await receipts.done(receipt, clock.now());
    expect(await receipts.destroyOldKeys(hours(1))).toBe(0);
    expect(await receipts.destroyOldKeys(hours(5))).toBe(1);
    expect(keys.find(key)).toBeUndefined();
  });
});
