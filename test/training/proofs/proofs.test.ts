import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cardOf } from '../../../src/chat/card.ts';
import { plainText } from '../../../src/chat/message.ts';
import { ManualClock } from '../../../src/clock.ts';
import { RuleError } from '../../../src/errors.ts';
import { sealWith } from '../../../src/store/seal.ts';
import { openStore } from '../../../src/stores.ts';
import type { ProofStore } from '../../../src/training/proofs/proofs.ts';
import { withProofs } from '../../../src/training/proofs/words.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';
import { photo } from '../../helpers/proof-files.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
const about = 'leave:l1';
const matter = { about, name: '病假', cadreId: 'qian', classId: '2026-01', closesOn: '2026-03-27', isOpen: true };
const sent = { cadreId: 'qian', type: 'jpg', bytes: photo(), sentAt: clock.now() } as const;
let bare: BareStore;
let proofs: ProofStore;

beforeAll(async () => {
  bare = await openBareStore(clock, sealWith(Buffer.alloc(32, 1)));
  proofs = bare.store.proofs;
});
beforeEach(() => bare.empty());
afterAll(() => bare.stop());

const keep = async (id: string, byUpdate = `keep:${id}`) => {
  await proofs.show({ ...sent, update: id });
  await proofs.keep(id, byUpdate, matter, '2026-06-26');
};
const load = async (id: string, from = proofs) => from.load(from.message({ _id: id, type: 'jpg' }, 'x').sha256);

describe('a proof', () => {
  it('is opened for sending once it is kept, and not before', async () => {
    await proofs.show({ ...sent, update: 'u1' });
    expect(await load('u1')).toBeNull();
    await proofs.keep('u1', 'k1', matter, '2026-06-26');
    expect(await load('u1')).toEqual(photo());
  });

  it('is kept once by one update, and another one changes nothing', async () => {
    await keep('u1');
    await proofs.keep('u1', 'other', { ...matter, about: 'leave:l2' }, '2026-07-01');
    expect(await proofs.byId('u1')).toMatchObject({ about, forgetOn: '2026-06-26', moves: ['u1', 'keep:u1'] });
  });

  it('that was taken back has no bytes any more, and the same update says the same again', async () => {
    await keep('u1');
    await keep('u2');
    expect([await proofs.takeBack(about, 't1'), await proofs.takeBack(about, 't1')]).toEqual([2, 2]);
    expect(await proofs.takeBack(about, 't2')).toBe(0);
    expect(await load('u1')).toBeNull();
  });

  it('that was dropped cannot be kept any more', async () => {
    await proofs.show({ ...sent, update: 'u1' });
    await proofs.drop(['u1'], 'd1');
    await proofs.keep('u1', 'k1', matter, '2026-06-26');
    expect(await proofs.byId('u1')).toMatchObject({ state: 'dropped' });
  });

  it('does not open as a proof of something else, whoever changes the row', async () => {
    await keep('u1');
    const { store } = bare;
    expect(await load('u1')).not.toBeNull();
    await moveTo('leave:l2');
    expect(await load('u1', store.proofs)).toBeNull();
  });

  it('is removed from its day on, not a day before', async () => {
    await keep('u1');
    await proofs.remove(['u1'], '2026-06-25');
    expect(await proofs.byId('u1')).not.toBeNull();
    await proofs.remove(['u1'], '2026-06-26');
    expect(await proofs.byId('u1')).toBeNull();
  });
});

/** Changes the row past the store. */
async function moveTo(other: string): Promise<void> {
  const { default: mongoose } = await import('mongoose');
  const client = await new mongoose.mongo.MongoClient(bare.uri).connect();
  await client
    .db()
    .collection<{ _id: string }>('proofs')
    .updateOne({ _id: 'u1' }, { $set: { about: other } });
  await client.close();
}

describe('a key that was changed or lost', () => {
  it('leaves proofs that are counted and said not to open', async () => {
    await keep('u1');
    const other = await openStore(bare.uri, { seal: sealWith(Buffer.alloc(32, 2)) });
    expect(await other.proofs.countOf(about)).toEqual({ count: 1, unreadable: 1 });
    expect(await load('u1', other.proofs)).toBeNull();
    expect(await other.proofs.health()).toEqual({ count: 1, unreadable: 1, hasKey: true });
    const card = withProofs(cardOf({ id: 'x', title: '请假审批' }), about, await other.proofs.countOf(about));
    expect(plainText(card)).toContain('证明材料：1 份，已无法打开');
    await other.close();
  });

  it('takes none without any key, and says why', async () => {
    const none = await openStore(bare.uri);
    await expect(none.proofs.show({ ...sent, update: 'u1' })).rejects.toThrow(RuleError);
    expect(await none.proofs.health()).toEqual({ count: 0, unreadable: 0, hasKey: false });
    await none.close();
  });
});
