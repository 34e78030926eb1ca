import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heard } from '../../handlers/bot/heard.ts';
import { carryOutHeard } from '../../src/bot/presses.ts';
import { Router } from '../../src/bot/router.ts';
import { UpdateHandler } from '../../src/bot/update-handler.ts';
import type { Card } from '../../src/chat/message.ts';
import { fact, press } from '../../src/chat/press.ts';
import { ManualClock } from '../../src/clock.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { ReceiptRow } from '../../src/inbox/receipt-row.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { shippedRulePacks } from '../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { smallCounty } from '../helpers/county.ts';
import { quietHours } from '../helpers/sending.ts';

const answer = press('test.answer', 'own', { about: fact.text });
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
let bare: BareStore;
let outbox: Outbox;
let updates: UpdateHandler;
let answered: string[];

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  const { cadres } = smallCounty('wecom');
  await bare.store.cadres.put(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  answered = [];
  const router = new Router();
  heard(router);
  router.press(answer, async (_ctx, { about }) => void answered.push(about));
  updates = new UpdateHandler(router, log);
});

const nothingDrawn = () => Promise.reject(new Error('no pictures here'));
const fetchFile = () => Promise.reject(new Error('no files here'));

async function next(id: string): Promise<ReceiptRow> {
  const [receipt] = await bare.store.receipts.due(clock.now(), 1, []);
  if (receipt?._id !== id) throw new Error(`${id} is not the next`);
  return receipt;
}

/** Runs the handler for this update as far as the crash: the receipt is not marked done. */
async function run(id: string): Promise<void> {
  return handle(await next(id));
}

async function handle(receipt: ReceiptRow): Promise<void> {
  await updates.handle(receipt, {
    store: bare.store,
    outbox,
    packs: shippedRulePacks(),
    admins: [],
    fetchFile,
    drawing: { chart: nothingDrawn, pages: nothingDrawn },
    randomBytes: (count) => Buffer.alloc(count),
  });
}

async function said(id: string, text: string, spoken?: true): Promise<void> {
  const inbox = new Inbox(bare.store.receipts, clock, () => undefined);
  const from = { platform: 'wecom' as const, userId: 'li' };
  await inbox.add({ kind: 'said', id, from, at: 0, text, where: 'single', ...(spoken && { spoken }) });
}

async function cardArrives(about: string): Promise<void> {
  const buttons = [{ label: '好', press: answer.with({ about }) }];
  const card: Card = { kind: 'card', id: about, title: about, lines: [], fields: [], buttons };
  await outbox.add([{ cadreId: 'li', message: card, key: about }]);
  await bare.store.claims.claim([about], about, clock.now());
  await bare.store.claims.storeResults(about, [
    { key: about, set: { state: 'sent', sentAt: clock.now(), cardRef: about } },
  ]);
}

const reply = async (id: string) => (await bare.store.deliveries.byKey(`${id}:1`))?.message;

describe('an update that is handled again after a crash', () => {
  it('means what it meant, whatever has come meanwhile', async () => {
    await said('a', '1');
    await run('a');
    expect(await reply('a')).toMatchObject({ lines: [expect.stringContaining('未能识别您的回复'), expect.anything()] });
    await cardArrives('later');
    await run('a');
    expect(answered).toEqual([]);
  });

  it('answers the card it answered, also when a newer one is there', async () => {
    await cardArrives('first');
    await said('a', '1');
    await run('a');
    await cardArrives('second');
    await run('a');
    expect(answered).toEqual(['first', 'first']);
  });
});

describe('a spoken answer that was carried out when the process died', () => {
  it('is not called over in the second run', async () => {
    const { store } = bare;
    const now = clock.now();
    await store.expectations.expect({
      ...{ _id: 'li', press: answer.with({ about: 'question' }), askedByUpdate: 'asked', askedAt: now },
      until: new Date(now.getTime() + 60_000),
    });
    await said('a', '家中有事', true);
    await run('a');
    await store.claims.claim(['a:1'], 'a', now);
    await store.claims.storeResults('a', [{ key: 'a:1', set: { state: 'sent', sentAt: now, cardRef: 'a:1' } }]);
    const press = carryOutHeard.with({ update: 'a' });
    const from = { platform: 'wecom' as const, userId: 'li' };
    const inbox = new Inbox(store.receipts, clock, () => undefined);
    await inbox.add({ kind: 'pressed', id: 'b', from, at: 0, cardRef: 'a:1', press, choices: [], handle: {} });
    for (let times = 1; times <= 2; times += 1) {
      const receipt = await store.receipts.byId('b');
      if (receipt !== null) await handle(receipt);
    }
    expect(answered).toEqual(['question', 'question']);
    expect(await reply('b')).toBeUndefined();
  });
});

describe('an update that a process goes on with after another one has taken it', () => {
  it('means to both what it meant to the first', async () => {
    await cardArrives('first');
    await said('a', '1');
    const asTheFirstReadIt = await next('a');
    await run('a');
    await cardArrives('second');
    await handle(asTheFirstReadIt);
    expect(answered).toEqual(['first', 'first']);
  });
});
