import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { type Card, text } from '../../src/chat/message.ts';
import type { PlatformName } from '../../src/chat/update.ts';
import { ManualClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { smallCounty } from '../helpers/county.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '09:03'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;
let outbox: Outbox;
let platforms: Record<PlatformName, ScriptedPlatform>;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  const { cadres } = smallCounty('wecom');
  const both = cadres.map(({ id, ...cadre }) => ({
    ...cadre,
    _id: id,
    identities: { wecom: id, ...(id === 'li' ? {} : { dingtalk: `d-${id}` }) },
  }));
  await bare.store.cadres.fill(both);
  outbox = new Outbox(bare.store, clock, ['wecom', 'dingtalk'], quietHours, () => undefined);
  platforms = { wecom: new ScriptedPlatform(), dingtalk: new ScriptedPlatform('dingtalk') };
});

/** @param dying - the bot dies after the message was moved and before the refusal is written down */
function deliverer(name: PlatformName, dying = false): Deliverer {
  const moveToOtherPlatform: Outbox['moveToOtherPlatform'] = async (rows) => {
    const moved = await outbox.moveToOtherPlatform(rows);
    if (dying) throw new Error('died');
    return moved;
  };
  const { store } = bare;
  const rateLimits = new RateLimits(wecomLimits);
  const parts = { store, clock, rateLimits, quiet: quietHours, owner: name, log, moveToOtherPlatform };
  const tellLostFiles: Outbox['tellLostFiles'] = (rows, unsure) => outbox.tellLostFiles(rows, unsure);
  return new Deliverer({ ...parts, tellLostFiles, platform: platforms[name], throttle: () => 'none' });
}

async function drain(): Promise<void> {
  for (const name of ['wecom', 'dingtalk', 'wecom'] as const) {
    const one = deliverer(name);
    while ((await one.round()) > 0);
  }
}

const refuse = (code: string) => (call: { to: readonly string[] }) =>
  call.to.map((userId) => ({ userId, result: 'refused' as const, code }));

describe('somebody one platform cannot reach', () => {
  it.each(['no-answer-address', 'invaliduser', 'unlicenseduser', '81013', '60111'])(
    'is reached on the other: %s',
    async (code) => {
      platforms.wecom.always = refuse(code);
      await outbox.add([{ cadreId: 'zhao', message: text('hello'), key: 'k1' }]);
      await drain();
      expect(platforms.dingtalk.taken).toEqual(['d-zhao hello']);
      expect(await bare.store.deliveries.byKey('k1')).toMatchObject({ state: 'refused', movedTo: 'k1@dingtalk' });
      expect(await bare.store.undelivered.refused(10)).toEqual([]);
    },
  );

  it('is not tried there for the sake of the message itself, which would be refused there too', async () => {
    platforms.wecom.always = refuse('45002');
    await outbox.add([{ cadreId: 'zhao', message: text('too long'), key: 'k1' }]);
    await drain();
    expect(platforms.dingtalk.calls).toEqual([]);
    expect((await bare.store.undelivered.refused(10)).map((row) => row._id)).toEqual(['k1']);
  });

  it('and the other cannot either, is on the list once, and is not sent to and fro', async () => {
    platforms.wecom.always = refuse('60111');
    platforms.dingtalk.always = refuse('invalidStaffId');
    await outbox.add([
      { cadreId: 'zhao', message: text('hello'), key: 'k1' },
      { cadreId: 'li', message: text('hello'), key: 'k2' },
    ]);
    await drain();
    expect((await bare.store.undelivered.refused(10)).map((row) => row._id).sort()).toEqual(['k1@dingtalk', 'k2']);
    expect(await bare.store.deliveries.open()).toBe(0);
  });

  it('gets the message once, when the bot dies between moving it and writing that down', async () => {
    platforms.wecom.always = refuse('60111');
    await outbox.add([{ cadreId: 'zhao', message: text('hello'), key: 'k1' }]);
    await expect(deliverer('wecom', true).round()).rejects.toThrow('died');
    await bare.store.releaseAll(clock.now());
    await drain();
    expect(platforms.dingtalk.taken).toEqual(['d-zhao hello']);
    expect(await bare.store.deliveries.byKey('k1')).toMatchObject({ state: 'refused', movedTo: 'k1@dingtalk' });
  });

  it('is moved together with the others of the same call, with one question and one write', async () => {
    platforms.wecom.always = refuse('60111');
    const people = ['zhao', 'qian', 'sun'];
    await outbox.add(people.map((cadreId) => ({ cadreId, message: text('hello'), key: `k:${cadreId}` })));
    const { deliveries } = bare.store;
    const asked = vi.spyOn(deliveries, 'many');
    const added = vi.spyOn(deliveries, 'add');
    await drain();
    expect([asked.mock.calls.length, added.mock.calls.length]).toEqual([1, 1]);
    vi.restoreAllMocks();
    expect(platforms.dingtalk.taken.sort()).toEqual(['d-qian hello', 'd-sun hello', 'd-zhao hello']);
  });

  it('gets nothing there that was taken back while it was on its way', async () => {
    platforms.wecom.next(async (call) => {
      const row = await bare.store.deliveries.byKey('k1');
      if (row !== null) await outbox.recall(row, 'notice');
      return refuse('60111')(call);
    });
    await outbox.add([{ cadreId: 'zhao', message: text('hello'), key: 'k1' }]);
    await drain();
    expect(platforms.dingtalk.taken).toEqual([]);
    expect(await bare.store.deliveries.open()).toBe(0);
  });

  it('answers the card there', async () => {
    const card: Card = { kind: 'card', id: 'c:1', title: 'Title', lines: [], fields: [], buttons: [button('OK')] };
    platforms.wecom.always = refuse('60111');
    await outbox.add([{ cadreId: 'zhao', message: card, key: 'k1' }]);
    await drain();
    const open = await bare.store.sentCards.openCards('zhao', clock.now(), 10);
    expect(open.map((row) => [row._id, row.platform])).toEqual([['k1@dingtalk', 'dingtalk']]);
  });

  it('is written to elsewhere at once, as soon as they are known to be gone', async () => {
    await bare.store.unreachable.mark([{ platform: 'wecom', userId: 'zhao' }], clock.now());
    await bare.store.unreachable.mark([{ platform: 'wecom', userId: 'li' }], clock.now());
    await outbox.add(['zhao', 'li', 'sun'].map((cadreId) => ({ cadreId, message: text('hi'), key: `k:${cadreId}` })));
    await drain();
    expect(platforms.dingtalk.taken).toEqual(['d-zhao hi']);
    expect(platforms.wecom.taken.sort()).toEqual(['li hi', 'sun hi']);
  });
});

describe('another try of a refused message', () => {
  it('goes where its person is by now', async () => {
    await outbox.add([{ cadreId: 'new', message: text('hello'), key: 'k1' }]);
    expect(await outbox.retry('k1', 'u1')).toBe(false);
    const [person] = await bare.store.cadres.many(['sun']);
    if (person === undefined) throw new Error('no person');
    await bare.store.cadres.put([{ ...person, _id: 'new', identities: { dingtalk: 'd-new' } }]);
    expect(await outbox.retry('k1', 'u1')).toBe(true);
    expect(await outbox.retry('k1', 'u1')).toBe(true);
    expect(await outbox.retry('k1', 'u2')).toBe(false);
    await drain();
    expect(platforms.dingtalk.taken).toEqual(['d-new hello']);
  });

  it('stays where it was when it is about something there, such as a group', async () => {
    const group = { classId: '2026-01', name: 'class', owner: 'd-sun', members: ['d-sun', 'd-zhao'] };
    await outbox.makeGroup('dingtalk', group, 'zhao', 'k1');
    await drain();
    expect(await bare.store.deliveries.byKey('k1')).toMatchObject({ state: 'refused', error: 'no-groups' });
    expect(await outbox.retry('k1', 'u1')).toBe(true);
    expect(await bare.store.deliveries.byKey('k1')).toMatchObject({ platform: 'dingtalk', userId: 'd-sun' });
  });
});

function button(label: string) {
  return { label, press: { action: 'test', data: {} } };
}
